"""Who enforces: training and certificates, the examination, benchmarks of discretion."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.apps.enforcement.models import DiscretionBenchmark, ExamResult
from hengjian.apps.enforcement.queries import officers as held
from hengjian.apps.enforcement.queries import powers as places
from hengjian.apps.enforcement.rules import training as rules
from hengjian.apps.enforcement.rules.causes import causes
from hengjian.kernel.law import LawOn
from hengjian.kernel.record import alone
from hengjian.web import lists
from hengjian.web.access import Request, officers
from hengjian.web.export import table
from hengjian.web.navigation import Entry

navigation = [
    Entry("whole", gettext_lazy("Enforcement teams"), "/enforcement/teams/"),
    Entry("whole", gettext_lazy("Training of officers"), "/enforcement/training/"),
    Entry("whole", gettext_lazy("Examination of officers"), "/enforcement/exam/"),
    Entry("whole", gettext_lazy("Benchmarks of discretion"), "/enforcement/benchmarks/"),
]


def _cause_name(key: str) -> str:
    return causes()[key].name if key in causes() else key


BENCHMARKS = lists.ListPage(
    name="discretion-benchmarks",
    title=gettext_lazy("Benchmarks of discretion"),
    rows=lambda request: DiscretionBenchmark.objects.all(),
    columns=(
        lists.Column(
            "cause",
            gettext_lazy("Cause of action"),
            lambda b: _cause_name(b.cause),
            order="cause",
            second=lambda b: b.tier,
        ),
        lists.Column("place", gettext_lazy("Place"), lambda b: places.place_name(b.code), order="code"),
        lists.Column(
            "light", gettext_lazy("Light up to, percent"), lambda b: b.light_top, order="light_top", numeric=True
        ),
        lists.Column(
            "heavy", gettext_lazy("Heavy from, percent"), lambda b: b.heavy_from, order="heavy_from", numeric=True
        ),
        lists.Column("since", gettext_lazy("Since"), lambda b: b.since, order="since"),
        lists.Column("until", gettext_lazy("Until"), lambda b: b.until or "—", order="until"),
        lists.Column("source", gettext_lazy("Document"), lambda b: b.source),
    ),
    order="-since",
    search=lambda rows, text: rows.filter(Q(cause__startswith=text) | Q(source__contains=text)),
    href=lambda b: f"/enforcement/causes/{b.cause}/",
    empty=gettext_lazy("No benchmark is imported: the national guidance holds."),
)


@officers
@require_GET
def benchmarks(request: Request) -> HttpResponseBase:
    """What provinces and cities have set."""
    return lists.respond(BENCHMARKS, request)


@officers
@require_GET
def training(request: Request) -> HttpResponseBase:
    """Hours, days, examination and certificate of every officer in the range, with what is still owed this year."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdigit() and len(asked) == 4 else timezone.localdate().year
    everybody = held.training(request.principal, year)
    rows = [t for t in everybody if not t.owed.met or t.expired] if request.GET.get("is") == "owing" else everybody
    text = request.GET.get("q", "").strip()[:40]
    rows = [t for t in rows if text in str(t.officer)] if text else rows
    if request.GET.get("as") == "csv":
        head = [
            _("Officer"),
            _("Authority"),
            _("Hours"),
            _("Days"),
            _("Mark of the examination"),
            _("Certificate until"),
        ]
        return table(
            f"training-{year}",
            head,
            [
                [
                    str(t.officer),
                    t.officer.authority.name,
                    t.owed.hours,
                    t.owed.days,
                    "" if t.score is None else t.score,
                    t.certificate_ends or "",
                ]
                for t in rows
            ],
        )
    met = sum(t.owed.met for t in everybody)
    context = {
        "title": _("Training of officers"),
        "rows": rows,
        "year": year,
        "met": met,
        "all": len(everybody),
        "q": text,
        "which": request.GET.get("is", ""),
    }
    return render(request, "enforcement/training.html", context)


@officers
def exam(request: Request) -> HttpResponseBase:
    """One sitting: questions from the bank, marked at once; the result stands in the officer's record."""
    who, law = request.principal, LawOn(timezone.localdate())
    officer = who.officer_id or 0
    attempt = ExamResult.objects.filter(officer_id=officer).count()
    questions = held.sitting(officer, attempt, law.value("training.questions").amount)
    past = list(ExamResult.objects.filter(officer_id=officer).order_by("-sat_at")[:20])
    context: dict[str, Any] = {
        "title": _("Examination of officers"),
        "questions": questions,
        "past": past,
        "pass_mark": law.value("training.pass_mark").amount,
    }
    if request.method != "POST" or not questions:
        return render(request, "enforcement/exam.html", context)
    answers = {q.key: request.POST.get(q.key, "")[:1] for q in questions}
    if missing := [key for key, answer in answers.items() if not answer]:
        context |= {"missing": missing, "answers": answers}
        return render(request, "enforcement/exam.html", context, status=422)
    score = rules.mark({q.key: q.right for q in questions}, answers)
    passed = score >= law.value("training.pass_mark").amount
    ExamResult.objects.create(
        officer_id=officer,
        code=who.authority_code,
        sat_at=timezone.now(),
        questions=[q.key for q in questions],
        answers=answers,
        score=score,
        passed=passed,
        synthetic=who.synthetic,
    )
    alone("enforcement.exam.sit", "Examination sat", {"score": score, "passed": passed}, who)
    said = (
        _("Passed with %(score)d of 100.")
        if passed
        else _("Not passed: %(score)d of 100. Sit again when you are ready.")
    )
    messages.success(request, said % {"score": score})
    return HttpResponseRedirect(reverse("enforcement:exam"))

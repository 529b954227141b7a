"""Responsibility lists for everybody; a business's own duties and self-checks on its phone; a round as officers see it."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.apps.planning import queries
from hengjian.apps.planning.actions.responsibility import StandardAdopted
from hengjian.apps.planning.actions.self_checks import VERDICTS, SelfAnswers
from hengjian.apps.planning.procedures import SelfCheck, SelfCheckRound
from hengjian.apps.planning.queries import responsibility as reads
from hengjian.apps.planning.queries import scopes
from hengjian.apps.planning.rules import responsibility as rules
from hengjian.kernel import divisions
from hengjian.kernel.models import Subject
from hengjian.kernel.perform import perform
from hengjian.kernel.procedure import Procedure
from hengjian.kernel.refusal import Refusal
from hengjian.web import forms
from hengjian.web.access import Request, officers, public, signed_in
from hengjian.web.lists import number
from hengjian.web.navigation import Entry
from hengjian.web.proceeding import invite

from .campaigns import base_of

PAGE = 50
ANSWER, ADOPT = "planning.self_check.answer_self_check", "planning.enterprise_standard.adopt_standard"
navigation = [
    Entry("services", gettext_lazy("Responsibility lists"), "/responsibility/", public=True),
    Entry("mine", gettext_lazy("My self-checks"), "/selfcheck/", public=True, roles=frozenset({"party"})),
]


@invite
def to_form(row: Procedure, request: Request) -> tuple[Any, str] | None:
    """From the file of a self-check to its form, from a round to its answers."""
    if isinstance(row, SelfCheck) and row.state in reads.OPEN and row.subject_id in request.principal.subjects:
        return _("Fill in the self-check"), f"/selfcheck/{row.pk}/"
    if isinstance(row, SelfCheckRound) and request.principal.kind == "officer":
        return _("Answers of this round"), f"/selfcheck/rounds/{row.pk}/"
    return None


@public
@require_GET
def lists(request: Request) -> HttpResponseBase:
    """Lists in force, by kind of business."""
    names = divisions.names()
    rows = [{"d": d, "place": names.get(d.code, d.code)} for d in queries.published_lists()[:200]]
    context = {"base": base_of(request), "title": _("Responsibility lists"), "rows": rows}
    return render(request, "planning/responsibility.html", context)


@public
@require_GET
def one_list(request: Request, pk: int) -> HttpResponseBase:
    """One list with every line and its article, and who usually does it."""
    found = get_object_or_404(queries.published_lists(), pk=pk)
    own = Subject.objects.filter(pk__in=request.principal.subjects).order_by("name")
    context = {"base": base_of(request), "title": found.title, "d": found, "lines": found.body["lines"], "own": own}
    return render(request, "planning/responsibility_list.html", context)


@signed_in
@require_GET
def mine(request: Request) -> HttpResponseBase:
    """What a business has to answer, what it has answered, and its own standards."""
    subjects = request.principal.concerns
    checks = queries.own_checks(subjects)
    context = {
        "title": _("My self-checks"),
        "waiting": [row for row in checks if row.state in reads.OPEN],
        "mending": [row for row in checks if row.state == "mending"],
        "others": [row for row in checks if row.state not in (*reads.OPEN, "mending")],
        "standards": queries.own_standards(subjects),
    }
    return render(request, "planning/self_checks_mine.html", context)


def _posted(request: Request) -> list[dict[str, Any]]:
    """The lines of the form as they were posted, also where the answer was refused."""
    return forms.parse(SelfAnswers, request.POST).get("answers", []) if request.method == "POST" else []


@signed_in
def fill(request: Request, pk: int) -> HttpResponseBase:
    """One question after the other, made for a thumb: met, not met, does not apply; what is not met opens its fields."""
    row = SelfCheck.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    if row.state not in reads.OPEN or row.subject_id not in request.principal.subjects:
        return HttpResponseRedirect(reverse("web:proceeding", args=[pk]))
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            values = forms.parse(SelfAnswers, request.POST)
            key = request.POST.get("idempotency_key", "")[:100] or None
            perform(
                ANSWER, pk, values, request.principal, key=key, version=number(request.POST.get("version"), row.version)
            )
        except Refusal as caught:
            refusal = caught
        else:
            messages.success(request, _("Your self-check was handed in."))
            return HttpResponseRedirect(reverse("web:proceeding", args=[pk]))
    standard = queries.standard_of(row.subject_id or 0, row.kind)
    posts = {duty["key"]: duty["post"] for duty in standard.duties} if standard else {}
    typed = {line.get("key", ""): line for line in _posted(request)} or row.answers
    lines = [
        {"n": n, "line": line, "said": typed.get(line["key"], {}), "post": posts.get(line["key"]) or line["post"]}
        for n, line in enumerate(row.lines)
    ]
    context = {
        "title": _("Self-check of %(name)s") % {"name": row.subject_name}, "p": row, "lines": lines, "verdicts": VERDICTS,
        "refusal": refusal, "bad": [], "key": request.POST.get("idempotency_key") or secrets.token_urlsafe(18),
        "true": bool(request.POST.get("true")),
    }  # fmt: skip
    return render(request, "planning/self_check.html", context, status=refusal.status if refusal else 200)


@signed_in
def standard(request: Request, pk: int) -> HttpResponseBase:
    """一企一标准、一岗一清单: which post does each line of the list; afterwards a list for each post."""
    subject = Subject.objects.filter(pk=pk, pk__in=request.principal.subjects).first()
    found = queries.list_numbered(request.GET.get("list", "") or request.POST.get("list_number", ""))
    if subject is None or found is None:
        raise Http404
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            values = forms.parse(StandardAdopted, request.POST)
            key = request.POST.get("idempotency_key", "")[:100] or None
            done = perform(ADOPT, None, values, request.principal, key=key)
        except Refusal as caught:
            refusal = caught
        else:
            messages.success(request, _("Your standard stands."))
            return HttpResponseRedirect(reverse("web:proceeding", args=[done.proceeding.pk]))
    before = queries.standard_of(subject.pk, found["list_kind"])
    kept = {duty["key"]: duty for duty in before.duties} if before else {}
    lines = [
        {
            "n": n,
            "line": line,
            "post": kept.get(line["key"], line)["post"],
            "how": kept.get(line["key"], {}).get("how") or line["often"],
        }
        for n, line in enumerate(found["lines"])
    ]
    context = {
        "title": _("Own standard of %(name)s") % {"name": subject.name}, "s": subject, "list": found, "lines": lines,
        "refusal": refusal, "bad": [], "key": secrets.token_urlsafe(18),
        "posts": rules.by_post(before.duties) if before else {},
    }  # fmt: skip
    return render(request, "planning/standard.html", context, status=refusal.status if refusal else 200)


@officers
@require_GET
def round_page(request: Request, pk: int) -> HttpResponseBase:
    """Who has answered, which lines are not met most, who is late."""
    row = SelfCheckRound.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    is_ = request.GET.get("is", "")
    rows = SelfCheck.objects.filter(round_id=pk)
    narrow: dict[str, dict[str, Any]] = {
        "open": {"state__in": reads.OPEN},
        "gaps": {"unmet__gt": 0},
        "clear": {"unmet": 0, "answered_on__isnull": False},
    }
    rows = rows.filter(**narrow.get(is_, {})).order_by("-unmet", "due", "pk")
    first = number(request.GET.get("from"), 0)
    found = list(rows[first : first + PAGE + 1])
    gaps = reads.line_gaps(pk)
    counts = queries.round_counts(pk)
    top = max(gaps.values(), default=1)
    words = {line["key"]: line["text"] for line in row.lines}
    context = {
        "title": row.title,
        "r": row,
        "scope": scopes.Scope.of(row.scope).words,
        "preview": scopes.count(scopes.Scope.of(row.scope), row.code) if row.state == "drafted" else None,
        "counts": counts,
        "left": max(row.listed - counts.asked, 0),
        "gaps": [
            (words.get(k, k), n, round(240 * n / top)) for k, n in sorted(gaps.items(), key=lambda kv: -kv[1])[:12]
        ],
        "rows": found[:PAGE],
        "more": first + PAGE if len(found) > PAGE else None,
        "chosen": is_,
        "choices": [("open", _("Not answered")), ("gaps", _("With lines not met")), ("clear", _("Every line met"))],
    }
    return render(request, "planning/self_check_round.html", context)


urlpatterns = [
    path("responsibility/", lists, name="responsibility"),
    path("responsibility/<int:pk>/", one_list, name="responsibility-list"),
    path("responsibility/own/<int:pk>/", standard, name="standard"),
    path("selfcheck/", mine, name="self-checks"),
    path("selfcheck/<int:pk>/", fill, name="self-check"),
    path("selfcheck/rounds/<int:pk>/", round_page, name="self-check-round"),
]

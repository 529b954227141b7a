"""Who is in which risk class and why, early warnings, places and industries whose risk rises, the system itself."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hengjian.apps.credit.actions.risk_ratings import look
from hengjian.apps.credit.models import OutsideRating, RiskChange, RiskGrade, RiskSetAside, RiskVersion
from hengjian.apps.credit.procedures.risk import RiskAppeal, RiskRevision
from hengjian.apps.credit.queries import risk as queries
from hengjian.apps.credit.queries.risk_chance import against_chance
from hengjian.apps.credit.queries.risk_system import system_named, system_on
from hengjian.apps.credit.rules.risk import way
from hengjian.kernel.models import Subject
from hengjian.web.access import Request, officers, signed_in
from hengjian.web.lists import Column, Filter, ListPage, one_of, openers, respond
from hengjian.web.navigation import Entry, View, to_charge_and_own

from . import risk_words as words

CLASSED = ListPage(
    name="risk-classes",
    title=gettext_lazy("Risk classes"),
    rows=lambda request: queries.classed(request.principal),
    columns=(
        Column("grade", gettext_lazy("Class"), words.grade_cell, lambda g: g.grade, order="grade"),
        Column("subject", gettext_lazy("Subject"), lambda g: g.subject.name, order="subject__name"),
        Column("score", gettext_lazy("Score"), lambda g: words.points(g.score), order="score", numeric=True),
        Column("place", gettext_lazy("Division"), lambda g: words.place(g.subject.division_code)),
        Column("coverage", gettext_lazy("Known"), lambda g: f"{g.coverage}%", order="coverage", numeric=True),
        Column("graded", gettext_lazy("Reckoned"), words.graded_cell, lambda g: g.graded_at, order="graded_at"),
    ),
    filters=(
        one_of("grade", gettext_lazy("Class"), lambda r: [(g, words.grade_name(g)) for g in "DCBA"]),
        Filter("county", gettext_lazy("County or district"), words.counties, words.narrow_county),
    ),
    order="-score",
    search=lambda rows, text: rows.filter(subject__name__contains=text),
    href=lambda row: f"/risk/{row.pk}/",
    empty=gettext_lazy("No subject is classed here yet. Classes are reckoned each night."),
    template="credit/risk_list.html",
)


def _shown_warnings(request: Request) -> QuerySet[RiskChange]:
    return queries.warnings(request.principal)


WARNINGS = ListPage(
    name="risk-warnings",
    title=gettext_lazy("Early warnings"),
    rows=_shown_warnings,
    columns=(
        Column("at", gettext_lazy("When"), words.at_cell, lambda c: c.at, order="at"),
        Column("subject", gettext_lazy("Subject"), lambda c: c.subject.name, order="subject__name"),
        Column("change", gettext_lazy("Change"), words.change_cell, lambda c: f"{c.was}→{c.grade}"),
        Column(
            "score",
            gettext_lazy("Score"),
            words.rise_cell,
            lambda c: words.points(c.score),
            order="score",
            numeric=True,
        ),
        Column("why", gettext_lazy("Mainly by"), words.why_cell, lambda c: words.why_text(c)),
    ),
    filters=(one_of("grade", gettext_lazy("Class"), lambda r: [(g, words.grade_name(g)) for g in "DCB"]),),
    order="-at",
    search=lambda rows, text: rows.filter(subject__name__contains=text),
    href=lambda row: f"/risk/{row.subject_id}/",
    empty=gettext_lazy("Nobody's risk has risen lately."),
    template="credit/risk_list.html",
)


@officers
@require_GET
def classed(request: Request) -> HttpResponseBase:
    """Everybody in the range with class and score, the worst first."""
    return respond(CLASSED, request, {"view": "classed", "counts": queries.counts(request.principal)})


@officers
@require_GET
def warnings(request: Request) -> HttpResponseBase:
    """Whose class has become worse, or whose score has jumped."""
    return respond(WARNINGS, request, {"view": "warnings"})


@officers
@require_GET
def places(request: Request) -> HttpResponseBase:
    """Places and industries by how the share of classes C and D has risen."""
    tables = []
    for kind, label in (("division", _("Counties and districts")), ("industry", _("Industries"))):
        rows = queries.rises(request.principal, kind)
        tables.append({"label": label, "rows": [words.rise_row(r) for r in rows[:40]]})
    context = {"title": _("Places and industries"), "view": "places", "tables": tables}
    return render(request, "credit/risk_places.html", context | {"day": queries.newest(request.principal)})


@signed_in
@never_cache
@require_GET
def mine(request: Request) -> HttpResponseBase:
    """How one's own enterprises are classed, each with the way to its reasons."""
    subjects = list(Subject.objects.filter(pk__in=request.principal.concerns).order_by("name")[:50])
    grades = {g.subject_id: g for g in RiskGrade.objects.filter(pk__in=[s.pk for s in subjects])}
    rows = [{"s": s, "grade": grades.get(s.pk), **words.named(grades.get(s.pk))} for s in subjects]
    return render(request, "credit/risk_mine.html", {"title": _("My risk class"), "rows": rows})


@signed_in
@never_cache
@require_GET
def explained(request: Request, pk: int) -> HttpResponseBase:
    """Why a subject is classed so, and what would change it: for officers in charge and for the subject itself."""
    officer = request.principal.kind == "officer"
    if not officer and pk not in request.principal.concerns:
        raise Http404
    subject = get_object_or_404(Subject, pk=pk)
    grade = RiskGrade.objects.filter(pk=pk).first()  # the database shows it to whom it may concern
    if officer:
        if grade is None and not (
            request.principal.sees(subject.division_code) or request.principal.sees(subject.office_code)
        ):
            raise Http404
        look(subject, request.principal, _("Supervision"))
    context: dict[str, Any] = {
        "title": _("Risk class of %(name)s") % {"name": subject.name},
        "base": "web/base_office.html" if officer else "web/base_public.html",
        "s": subject,
        "grade": grade,
        "history": [words.history_row(c) for c in queries.history(pk)],
        "looks": queries.looks(pk, 30),
        "ratings": OutsideRating.objects.filter(subject_id=pk).order_by("-given_on")[:20],
        "aside": words.aside_rows(RiskSetAside.objects.filter(subject_id=pk, until__gte=timezone.localdate())),
        "appeals": [] if officer else openers(RiskAppeal, {"anyone"}),
    }
    if grade is not None:
        found = queries.assessment_of(grade)
        context |= words.explanation(found, way(found), get_language() or "zh-hans")
    return render(request, "credit/risk_explained.html", context)


@officers
@require_GET
def system(request: Request) -> HttpResponseBase:
    """The indicators with weights and bands in force, and the versions before."""
    asked = request.GET.get("version", "")
    shown = system_named(asked) if asked else system_on()
    context = {
        "title": _("Risk indicators"),
        "view": "system",
        "system": shown,
        "bounds": [(b.grade, words.points(b.least)) for b in shown.bounds],
        "groups": words.system_groups(shown, get_language() or "zh-hans"),
        "versions": RiskVersion.objects.order_by("-since", "-act_id")[:20],
        "openers": openers(RiskRevision, request.principal.roles),
    }
    return render(request, "credit/risk_system.html", context)


@officers
@require_GET
def chance(request: Request) -> HttpResponseBase:
    """Would chance have found more? The quarter's visits by risk against those by pure chance."""
    year, part = request.GET.get("year", ""), request.GET.get("quarter", "")
    today = timezone.localdate()
    if year.isdigit() and 2000 <= int(year) <= today.year and part in ("1", "2", "3", "4"):
        today = today.replace(year=int(year), month=int(part) * 3, day=1)
    found = against_chance(request.principal, today)
    context = {
        "title": _("Would chance have found more?"),
        "view": "chance",
        "year": today.year,
        "quarter": (today.month - 1) // 3 + 1,
        "report": words.chance(found) if found else None,
    }
    return render(request, "credit/risk_chance.html", context)


urlpatterns = [
    path("risk/", classed, name="risk"),
    path("risk/warnings/", warnings, name="risk-warnings"),
    path("risk/mine/", mine, name="risk-mine"),
    path("risk/places/", places, name="risk-places"),
    path("risk/chance/", chance, name="risk-chance"),
    path("risk/system/", system, name="risk-system"),
    path("risk/<int:pk>/", explained, name="risk-of"),
]
navigation = [
    Entry("subjects", gettext_lazy("Risk classes"), "/risk/", one="险"),
    Entry("subjects", gettext_lazy("Early warnings"), "/risk/warnings/", one="警"),
    Entry("mine", gettext_lazy("My risk class"), "/risk/mine/", public=True, roles=frozenset({"party"})),
]
views = [View(gettext_lazy("Risk class"), "/risk/{}/", to_charge_and_own)]

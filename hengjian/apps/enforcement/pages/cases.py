"""案件: the sheet of a case with its deadlines and the matrix of its papers, the list of cases, what the file invites to."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hengjian.apps.enforcement.actions import printer
from hengjian.apps.enforcement.actions.investigation import OPEN
from hengjian.apps.enforcement.procedures import Case, CaseMeasure, Lead
from hengjian.apps.enforcement.procedures.cases import RESULTS
from hengjian.apps.enforcement.queries import cases as queries
from hengjian.apps.enforcement.queries.guiding import guiding
from hengjian.apps.enforcement.rules import exemptions, guides
from hengjian.apps.enforcement.rules import papers as rules
from hengjian.apps.enforcement.rules.causes import causes
from hengjian.apps.enforcement.rules.money import yuan
from hengjian.kernel.law import LawOn, cite
from hengjian.kernel.models import Subject
from hengjian.kernel.principal import Role
from hengjian.kernel.procedure import Procedure
from hengjian.web import cells, lists
from hengjian.web.access import Request, officers
from hengjian.web.navigation import Entry, View, to_charge_and_own
from hengjian.web.proceeding import invite

from .leads import by_team, team_choices

navigation = [
    Entry("supervision", gettext_lazy("Penalty cases"), "/cases/", key="k"),
    Entry("supervision", gettext_lazy("Figures of cases"), "/cases/figures/"),
]
views = [View(gettext_lazy("Cases"), "/cases/of/{}/", to_charge_and_own)]
# Papers a reviewer looks at before they are printed.
REVIEWED = ("PEN-35", "PEN-37", "PEN-45", "PEN-46")
MOST_GUIDING = 5
GENERATED = frozenset({"remedy", "performance", "statement_right", "hearing_right", "penalty", "intended"})


def _money(row: Case) -> str:
    return yuan(row.money) if row.money else "—"


CASES = lists.ListPage(
    name="cases",
    title=gettext_lazy("Penalty cases"),
    rows=lambda request: Case.objects.filter(**request.principal.within()),
    columns=(
        lists.Column(
            "matter", gettext_lazy("Party to the case"), cells.matter, lambda c: c.party_name, order="party_name"
        ),
        lists.Column("number", gettext_lazy("Number"), lambda c: c.number, second=lambda c: c.decision_no),
        lists.Column("stage", gettext_lazy("Stage"), lambda c: c.stage.label, order="state"),
        lists.Column("due", gettext_lazy("Time limit"), cells.due, lambda c: c.due, order="due"),
        lists.Column(
            "money", gettext_lazy("Fine and confiscation"), _money, lambda c: c.money / 100, "fine", numeric=True
        ),
        lists.Column("handler", gettext_lazy("Handling officer"), lambda c: printer.team_of(c.team) or "—"),
        lists.Column(
            "result",
            gettext_lazy("Outcome of the case"),
            lambda c: dict(RESULTS).get(c.result, "—"),
            order="result",
            optional=True,
        ),
        lists.Column(
            "decided",
            gettext_lazy("Decided on"),
            lambda c: cells.day(c.decided_on) if c.decided_on else "—",
            lambda c: c.decided_on,
            order="decided_on",
            optional=True,
        ),
    ),  # fmt: skip
    filters=(
        lists.by_stage(Case),
        lists.one_of("result", gettext_lazy("Outcome of the case"), RESULTS),
        lists.Filter(
            "way",
            gettext_lazy("Procedure"),
            lambda r: [("simple", _("Simple procedure")), ("ordinary", _("Ordinary procedure"))],
            lambda rows, value, request: rows.filter(simple=value == "simple"),
        ),
        lists.Filter("team", gettext_lazy("Team"), team_choices, by_team),
    ),  # fmt: skip
    order="due",
    search=lambda rows, text: rows.filter(
        Q(party_name__contains=text)
        | Q(cause_name__contains=text)
        | Q(number__contains=text)
        | Q(decision_no__contains=text)
    ),
    href=lambda c: f"/p/{c.pk}/",
    empty=gettext_lazy("No case fits."),
    acts=True,
    extra=lambda request, rows: {"openers": lists.openers(Case, request.principal.roles), "kind": Case},
)


@invite
def to_the_sheet(row: Procedure, request: Request) -> tuple[Any, str] | None:
    """From the file of a case to its deadlines and the matrix of its papers."""
    return (_("Case sheet"), f"/cases/{row.pk}/") if isinstance(row, Case) and _officer(request) else None


@invite
def to_a_measure(row: Procedure, request: Request) -> tuple[Any, str] | None:
    """From a case that is investigated to a compulsory measure."""
    if not isinstance(row, Case) or row.state not in {s.name for s in OPEN}:
        return None
    if request.principal.officer_id not in row.officers:
        return None
    return _("Impose a compulsory measure"), f"/start/{CaseMeasure.key}/impose_measure/?{urlencode({'case': row.pk})}"


@invite
def to_the_case(row: Procedure, request: Request) -> tuple[Any, str] | None:
    """From a lead for which a case is due to the case, or to the form that proposes it."""
    if not isinstance(row, Lead) or row.state != "case_due" or not _officer(request):
        return None
    found = queries.of_lead(row.pk)
    if found is not None:
        return found.number, f"/p/{found.pk}/"
    if Role.HANDLER not in request.principal.roles:
        return None
    asked = {"lead": row.pk, "checked": row.decision} | ({"subject": row.subject_id} if row.subject_id else {})
    return _("Propose to file a case"), f"/start/{Case.key}/propose/?{urlencode(asked)}"


def _officer(request: Request) -> bool:
    return request.principal.kind == "officer"


@officers
@require_GET
def all_cases(request: Request) -> HttpResponseBase:
    """Every case within the officer's range."""
    return lists.respond(CASES, request)


@officers
@require_GET
def sheet(request: Request, pk: int) -> HttpResponseBase:
    """Deadlines, the matrix of a paper, evidence, persons, services, and what runs beside the case."""
    row = get_object_or_404(Case.objects.select_related("subject"), pk=pk)
    asked = request.GET.get("paper", "")
    if asked and asked not in REVIEWED:
        raise Http404
    evidence = queries.evidence_of(row)
    chosen = rules.sheets()[asked or _next_paper(row)]
    lines = rules.matrix(chosen, _facts(row), [(one.position, one.proves) for one in evidence])
    english = (get_language() or "").startswith("en")
    context = {
        "title": _("Case sheet"),
        "p": row,
        "deadlines": queries.deadlines(row),
        "papers": [
            (s.id, s.en if english else s.zh, s.id == chosen.id) for s in map(rules.sheets().get, REVIEWED) if s
        ],
        "matrix": [_line(line, english) for line in lines],
        "gaps": sum(not line.filled for line in lines),
        "evidence": evidence,
        **_guide(row, english),
        "persons": queries.persons_of(row),
        "services": queries.services_of(row),
        "beside": queries.elsewhere(row),
        "money": yuan(row.money),
        "paid": yuan(row.paid),
        "surcharge": yuan(row.surcharge) if row.surcharge else "",
        "plan": [(one["day"], yuan(one["fen"])) for one in row.plan],
    }
    return render(request, "enforcement/case.html", context)


def _guide(row: Case, english: bool) -> dict[str, Any]:
    """What has to be proved, guiding cases, and what may spare or lighten, with what is shown of it in the case."""
    if row.cause not in causes():
        return {}
    shown = set(row.circumstances)
    return {
        "guide": guides.guide(row.cause),
        "guiding": list(guiding(row.cause)[:MOST_GUIDING]),
        "spares": exemptions.offered(row.cause, shown),
        "lenient": [
            (i.label, [f.text for f in i.facts if f.id in shown], [f.text for f in i.facts if f.id not in shown])
            for i in exemptions.lenient_items()
            if i.cause == row.cause
        ],
        "chinese": not english,
    }


def _facts(row: Case) -> dict[str, rules.Value]:
    """What the case holds for its papers; what the machine adds of itself counts as there."""
    facts = printer.facts_of(row, LawOn(row.law_on))
    proposal = row.penalty_words or ([str(row.get_result_display())] if row.result else [])
    return facts | {"proposal": proposal, "no_penalty": row.nature if row.result != "penalty" else ""}


def _next_paper(row: Case) -> str:
    if row.state in ("proposed", "investigation"):
        return "PEN-35"
    if row.result in ("no_penalty", "not_proved"):
        return "PEN-46"
    return "PEN-37" if row.state in ("concluded", "reviewed") else "PEN-45"


def _line(line: rules.Line, english: bool) -> dict[str, Any]:
    value = line.value if isinstance(line.value, list) else [line.value] if line.value else []
    return {
        "name": line.element.en if english else line.element.zh,
        "article": cite(line.element.article),
        "value": value,
        "evidence": line.evidence,
        "filled": line.filled,
        "own": line.element.key in GENERATED,
    }


@officers
@require_GET
def of_subject(request: Request, pk: int) -> HttpResponseBase:
    """The cases of a subject."""
    subject = get_object_or_404(Subject, pk=pk)
    context = {
        "title": _("Cases of %(name)s") % {"name": subject.name},
        "s": subject,
        "cases": [(one, _money(one)) for one in queries.of_party(pk)[:50]],
    }
    return render(request, "enforcement/cases_of.html", context)


@officers
@require_GET
def figures(request: Request) -> HttpResponseBase:
    """Cases of a year in figures."""
    asked = request.GET.get("year", "")
    this = timezone.localdate().year
    year = int(asked) if asked.isdigit() and this - 10 <= int(asked) <= this else this
    who = request.principal
    context = {
        "title": _("Figures of cases"),
        "year": year,
        "years": [this - n for n in range(3)],
        "figures": queries.figures(who.lo, who.hi, year),
    }
    return render(request, "enforcement/figures.html", context)

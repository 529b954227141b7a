"""Reports on plans: drafted by the machine, put into words by people, judged from outside, signed by another person."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.planning.models import Plan
from hengjian.apps.planning.procedures import PlanReport
from hengjian.apps.planning.procedures.reports import KINDS
from hengjian.apps.planning.queries import reporting as queries
from hengjian.apps.planning.queries.plans import plan_named
from hengjian.apps.planning.rules import reporting as rules
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.paper import unprintable
from hengjian.kernel.principal import CLOCK, COUNTERPARTY, Role
from hengjian.kernel.refusal import Conflict, Incomplete

STAFF = (Role.HANDLER, Role.ANALYST, Role.APPROVER, Role.HEAD)
LEADERS = (Role.APPROVER, Role.HEAD)
ARTICLE = "unified_planning_opinion"
FIRST, LAST = 2016, 2100
PAPER_NUMBER = "{authority}规报〔{year}〕{serial}号"


class PlanReportDraft(Given):
    plan: str = ask(gettext_lazy("Plan"), kind="plan_key")
    kind: str = ask(gettext_lazy("Kind of report"), choices=KINDS)
    year: int = ask(gettext_lazy("Year"), kind="number", at_least=FIRST, at_most=LAST)


class PlanReportText(Given):
    section: str = ask(gettext_lazy("Text"), kind="report_section", at_most=30)
    text: str = ask(gettext_lazy("Wording"), lines=8, at_least=2, at_most=6000)


class PlanEvaluator(Given):
    evaluator: int = ask(gettext_lazy("Outside evaluator"), kind="subject")


class PlanOpinion(Given):
    score: int = ask(gettext_lazy("Score"), kind="number", at_least=0, at_most=100)
    opinion: str = ask(gettext_lazy("Opinion"), lines=8, at_least=20, at_most=3000)
    file: str = ask(gettext_lazy("Evaluation report"), kind="file", default="")


class PlanReportReason(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=500)


@act(None, PlanReport.drafted, by=STAFF, label=gettext_lazy("Draft a report on a plan"), basis=ARTICLE)
def draft_report(row: PlanReport, given: PlanReportDraft, on: Occasion) -> None:
    """The machine freezes the figures and words a first text."""
    what = _("No report was drafted.")
    plan = plan_named(given.plan)
    if plan is None:
        raise Incomplete(what, fields={"plan": _("There is no such plan.")})
    if not on.principal.sees(plan.code):
        raise Incomplete(what, fields={"plan": _("The plan is not of your place.")})
    year = plan.until if given.kind == "final" else given.year
    if not plan.since <= year <= plan.until or year > on.day.year:
        told = {"since": plan.since, "until": plan.until}
        raise Incomplete(what, fields={"year": _("The plan runs from %(since)d to %(until)d.") % told})
    twin = PlanReport.objects.filter(plan_key=plan.key, kind=given.kind, year=year, closed_at=None).first()
    if twin is not None:
        raise Conflict(what, fact=_("It is being written already: %(number)s") % {"number": twin.number})
    row.code, row.plan_key, row.plan_title = plan.code, plan.key, plan.title
    row.kind, row.year, row.as_of = given.kind, year, queries.as_of(plan, year, on.day)
    row.title = f"{plan.title}{'' if given.kind != 'annual' else f'{year}'}{rules.KIND_NAMES[given.kind]}"
    _freeze(row, plan, on, what)


def _freeze(row: PlanReport, plan: Plan, on: Occasion, what: str) -> None:
    about = queries.frame(plan, row.kind, row.as_of)
    row.figures, row.works = queries.measured(plan, about, on.day), queries.works(plan, row.as_of)
    if not row.figures:
        raise Conflict(what, fact=_("The plan has no target."), remedy=_("Enter its table of indicators first."))
    fresh = rules.drafted(plan.title, plan.source, row.figures, row.works, about)
    row.sections = rules.kept_words(fresh, row.sections)


@act(PlanReport.drafted, None, by=STAFF, label=gettext_lazy("Edit a text"))
def edit_text(row: PlanReport, given: PlanReportText, on: Occasion) -> None:
    """Other words for a section; the figures stay. What stood there before is on record."""
    what = _("The text was not changed.")
    if queries.section(row, given.section) is None:
        raise Incomplete(what, fields={"section": _("There is no such text in this report.")})
    if strange := unprintable(given.text):
        told = {"signs": " ".join(strange)}
        raise Incomplete(what, fields={"text": _("No font has these characters: %(signs)s") % told})
    row.sections = [
        {**one, "text": given.text, "by": on.principal.name} if one["key"] == given.section else one
        for one in row.sections
    ]
    on.note = str((queries.section(row, given.section) or {})["title"])


@act(PlanReport.drafted, None, by=STAFF, label=gettext_lazy("Take the figures anew"))
def renew_figures(row: PlanReport, given: Nothing, on: Occasion) -> None:
    """After values were corrected or came late; texts that a person has written stay."""
    what = _("The figures were not taken anew.")
    plan = plan_named(row.plan_key)
    if plan is None:
        raise Conflict(what, fact=_("There is no such plan."))
    row.as_of = queries.as_of(plan, row.year, on.day)
    _freeze(row, plan, on, what)


@act(PlanReport.drafted, PlanReport.evaluated, by=STAFF, label=gettext_lazy("Ask an outside evaluator"))
def ask_evaluator(row: PlanReport, given: PlanEvaluator, on: Occasion) -> None:
    """A third party with access of its own to this report, and to nothing else (R6)."""
    body = Subject.objects.filter(pk=given.evaluator).first()
    if body is None:
        raise Incomplete(_("Nobody was asked."), fields={"evaluator": _("There is no such subject.")})
    row.evaluator = body.name
    row.assessed_on, row.opinion, row.score = None, "", None
    on.admit(f"subject:{body.pk}", COUNTERPARTY)
    on.tell(f"subject:{body.pk}", title=_("You are asked to evaluate: %(title)s") % {"title": row.title})
    on.note = body.name


@act(PlanReport.evaluated, PlanReport.drafted, by=COUNTERPARTY, label=gettext_lazy("Give an opinion and a score"))
def give_opinion(row: PlanReport, given: PlanOpinion, on: Occasion) -> None:
    """Printed in the report as it is; nobody in the house can change it."""
    if strange := unprintable(given.opinion):
        told = {"signs": " ".join(strange)}
        raise Incomplete(
            _("No opinion was given."), fields={"opinion": _("No font has these characters: %(signs)s") % told}
        )
    row.score, row.opinion, row.assessed_on = given.score, given.opinion, on.day
    on.keep_sent(given.file, _("Evaluation report"))
    if row.handler_id:
        on.tell(f"officer:{row.handler_id}", title=_("The outside evaluator has answered: %(n)s") % {"n": row.number})


@act(PlanReport.evaluated, PlanReport.drafted, by=CLOCK, label=gettext_lazy("No opinion came in time"))
def go_without_opinion(row: PlanReport, given: Nothing, on: Occasion) -> None:
    """The report goes on; that no opinion came stays on record."""
    on.note = row.evaluator


@act(PlanReport.drafted, PlanReport.submitted, by=STAFF, label=gettext_lazy("Submit for signature"))
def submit_report(row: PlanReport, given: Nothing, on: Occasion) -> None:
    """Nothing is changed from now on unless it comes back."""


@act(
    PlanReport.submitted,
    PlanReport.drafted,
    by=LEADERS,
    label=gettext_lazy("Back to be reworked"),
    favourable=False,
)
def rework_report(row: PlanReport, given: PlanReportReason, on: Occasion) -> None:
    """With what is to be changed."""
    on.note = given.reason


@act(
    PlanReport.submitted,
    PlanReport.issued,
    by=LEADERS,
    label=gettext_lazy("Sign and publish"),
    paper=queries.TEMPLATE,
    discloses=queries.PUBLISHED,
    basis=ARTICLE,
    apart_from=("draft_report", "edit_text", "submit_report"),
    irreversible=True,
)
def sign_report(row: PlanReport, given: Nothing, on: Occasion) -> None:
    """Signed by somebody who has not written it; anybody may read it."""
    on.issue(queries.TEMPLATE, row.title, queries.paper_of(row), "planning.report", pattern=PAPER_NUMBER)
    on.disclose(queries.PUBLISHED, row.title, on.law.cite(ARTICLE), _public(row))


def _public(row: PlanReport) -> dict[str, Any]:
    judged = rules.counts(row.figures)
    return {
        "name": row.title,
        "plan": row.plan_key,
        "kind": rules.KIND_NAMES[row.kind],
        "as_of": row.as_of.isoformat(),
        "content": str((queries.section(row, "overview") or {"text": ""})["text"]),
        "targets": len(row.figures),
        "reached": judged[rules.GREEN],
        "missed": judged[rules.RED],
        "score": row.score,
    }


@act(
    (PlanReport.drafted, PlanReport.submitted),
    PlanReport.discarded,
    by=STAFF,
    label=gettext_lazy("Do not issue"),
    favourable=False,
)
def discard_report(row: PlanReport, given: PlanReportReason, on: Occasion) -> None:
    """Nobody needs it, or it is begun anew."""
    on.note = given.reason

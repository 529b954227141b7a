"""Rounds of self-checks: called for a scope, asked one by one, answered by the business, looked at, mended or pursued."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.inspection.actions import checks as inspection
from hengjian.apps.planning import queries
from hengjian.apps.planning.procedures import SelfCheck, SelfCheckRound
from hengjian.apps.planning.queries import scopes
from hengjian.apps.planning.rules import responsibility as rules
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Authority, Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, CLOCK, MACHINE, Role
from hengjian.kernel.refusal import Conflict, Incomplete

from . import days
from .campaigns import CLASSES, KINDS, scope_of, someone_falls_under

LEADERS = (Role.APPROVER, Role.HEAD)
STAFF = (Role.HANDLER, *LEADERS)
AT_ONCE = 50  # businesses asked in one transaction of the worker
VERDICTS = [
    (rules.MET, gettext_lazy("Met")),
    (rules.UNMET, gettext_lazy("Not fulfilled")),
    (rules.NOT_APPLICABLE, gettext_lazy("Does not apply")),
]
NOT_CALLED = gettext_lazy("The round was not called.")
NOT_TAKEN = gettext_lazy("The answers were not taken.")


class RoundDrafted(Given):
    list_number: str = ask(gettext_lazy("Responsibility list"), kind="responsibility_list", at_most=60)
    due_on: date = ask(gettext_lazy("To be answered by"), kind="date")
    kinds: list[str] = ask(
        gettext_lazy("Kinds of subjects"), choices=KINDS, default=[], section=gettext_lazy("Whom it concerns")
    )
    places: list[str] = ask(gettext_lazy("Places"), kind="planning_place", default=[])
    classes: list[str] = ask(gettext_lazy("Risk classes"), choices=CLASSES, default=[])
    permits: list[str] = ask(gettext_lazy("Permits held"), kind="permit_item", default=[])
    word: str = ask(gettext_lazy("Word of trade, business scope or name"), default="", at_most=40)


class RoundReason(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=2, at_least=4, at_most=500)


class SelfCheckAsked(Given):
    round: int = ask(gettext_lazy("Round of self-checks"), kind="number")
    subject: int = ask(gettext_lazy("Subject"), kind="number")


class SelfAnswer(Given):
    key: str = ask(gettext_lazy("Line"), at_most=60)
    verdict: str = ask(gettext_lazy("Answer"), choices=VERDICTS)
    hazard: str = ask(gettext_lazy("What is wrong"), default="", at_most=300)
    measure: str = ask(gettext_lazy("What will be done"), default="", at_most=300)
    post: str = ask(gettext_lazy("Post"), default="", at_most=60)
    by: date | None = ask(gettext_lazy("Until when"), kind="date", default=None)


class SelfAnswers(Given):
    answers: list[SelfAnswer] = ask(gettext_lazy("Answers"))
    true: bool = ask(gettext_lazy("What is said here is true"), kind="check", default=False)


class SelfCheckLook(Given):
    finding: str = ask(gettext_lazy("What the officer finds"), lines=2, default="", at_most=500)


class SelfCheckReturn(Given):
    missing: str = ask(gettext_lazy("What is to be completed"), lines=3, at_least=4, at_most=500)


class SelfMending(Given):
    report: str = ask(gettext_lazy("What was mended"), lines=4, at_least=4, at_most=1500)
    file: str = ask(gettext_lazy("Picture or proof"), kind="file", default="")


class SelfCheckCheck(Given):
    items: list[str] = ask(gettext_lazy("Items"), kind="check_item")
    officers: list[int] = ask(gettext_lazy("Officers"), kind="check_officer")
    carry_out_by: date | None = ask(gettext_lazy("To be carried out by"), kind="date", default=None)


class SelfCheckLead(Given):
    why: str = ask(gettext_lazy("Why it is pursued"), lines=3, at_least=4, at_most=500)


@act(None, SelfCheckRound.drafted, by=STAFF, label=gettext_lazy("Call a round of self-checks"))
def draft_round(row: SelfCheckRound, given: RoundDrafted, on: Occasion) -> None:
    """Which list, which businesses, until when."""
    found = queries.list_numbered(given.list_number)
    if found is None:
        raise Incomplete(str(NOT_CALLED), fields={"list_number": _("There is no such list in force.")})
    rules.answer_day(given.due_on, on.day, on.law).require(str(NOT_CALLED))
    scope = scope_of(given)
    someone_falls_under(scope, row.code, NOT_CALLED)
    row.list_number, row.kind, row.lines = found["number"], found["list_kind"], found["lines"]
    row.scope, row.due_on = scope.kept, given.due_on
    row.title = f"{found['kind_name']}自查自评（{given.due_on.isoformat()}前）"
    row.handler_id, row.handler_name = on.principal.officer_id, on.principal.name


@act(
    SelfCheckRound.drafted,
    SelfCheckRound.running,
    by=LEADERS,
    label=gettext_lazy("Send it to the businesses"),
    apart_from="draft_round",
)
def start_round(row: SelfCheckRound, given: Nothing, on: Occasion) -> None:
    """Whoever falls under the scope today is asked; the worker asks them one by one."""
    rules.answer_day(row.due_on, on.day, on.law).require(str(NOT_CALLED))
    scope = scopes.Scope.of(row.scope)
    someone_falls_under(scope, row.code, NOT_CALLED)
    row.asked = [one.subject for one in scopes.chosen(scope, row.code)]
    row.listed = len(row.asked)
    on.then(f"{row.key}.ask_next", row.pk)
    days.watch(row, row.due_on, on, "round_due")
    row.due = days.end_of(row.due_on)


@act(SelfCheckRound.running, None, by=MACHINE, label=gettext_lazy("Ask the next businesses"))
def ask_next(row: SelfCheckRound, given: Nothing, on: Occasion) -> None:
    """A part of those still to be asked; the rest follows."""
    now, row.asked = row.asked[:AT_ONCE], row.asked[AT_ONCE:]
    for subject in now:
        on.then("planning.self_check.ask_self_check", None, {"round": row.pk, "subject": subject})
    if row.asked:
        on.then(f"{row.key}.ask_next", row.pk)


@act(SelfCheckRound.running, None, by=CLOCK, label=gettext_lazy("The day of the round has passed"))
def round_due(row: SelfCheckRound, given: Nothing, on: Occasion) -> None:
    """Who has not answered is reminded and counted; the handler is told how many."""
    late = list(
        SelfCheck.objects.filter(round_id=row.pk, answered_on=None, closed_at=None).values_list("subject_id", flat=True)
    )
    row.figures = vars(queries.round_counts(row.pk))
    on.note = _("%(count)d businesses have not answered.") % {"count": len(late)}
    if late:
        row.supervised = True
        names = [f"subject:{pk}" for pk in late]
        on.tell(*names, title=_("Your self-check is overdue: %(title)s") % {"title": row.title})
    if row.handler_id:
        on.tell(f"officer:{row.handler_id}", title=row.title, body=on.note)


@act(SelfCheckRound.running, SelfCheckRound.ended, by=STAFF, label=gettext_lazy("End the round"))
def end_round(row: SelfCheckRound, given: RoundReason, on: Occasion) -> None:
    """The figures are frozen; self-checks that are open go on."""
    row.figures = vars(queries.round_counts(row.pk))
    on.note = given.reason


@act(
    SelfCheckRound.drafted, SelfCheckRound.called_off, by=STAFF, label=gettext_lazy("Do not call it"), favourable=False
)
def call_off_round(row: SelfCheckRound, given: RoundReason, on: Occasion) -> None:
    """It is not sent."""
    on.note = given.reason


@act(None, SelfCheck.asked, by=MACHINE, label=gettext_lazy("Ask for a self-check"))
def ask_self_check(row: SelfCheck, given: SelfCheckAsked, on: Occasion) -> None:
    """One business is asked; it sees the list in its own space."""
    calling = SelfCheckRound.objects.get(pk=given.round)
    subject = Subject.objects.get(pk=given.subject)
    if SelfCheck.objects.filter(round_id=calling.pk, subject=subject).exists():
        raise Conflict(_("Nobody was asked."), fact=_("This business has been asked in this round."))
    own = subject.office_code or subject.division_code
    row.code = own if Authority.objects.filter(pk=own).exists() else calling.code
    row.subject, row.subject_name = subject, subject.name
    row.synthetic = calling.synthetic or subject.synthetic
    row.round_id, row.round_number, row.list_number = calling.pk, calling.number, calling.list_number
    row.kind, row.lines = calling.kind, calling.lines
    row.title = f"{subject.name}：{calling.title}"[:200]
    row.due_on, row.due = calling.due_on, days.end_of(calling.due_on)
    row.near_at = max(on.at, row.due - days.NEAR)
    on.admit(f"subject:{subject.pk}", "entity")
    told = _("Please look at yourself by your responsibility list until %(day)s") % {"day": calling.due_on.isoformat()}
    on.tell(f"subject:{subject.pk}", title=told)


@act(
    (SelfCheck.asked, SelfCheck.returned),
    SelfCheck.answered,
    by=APPLICANT,
    label=gettext_lazy("Hand in the self-check"),
)
def answer_self_check(row: SelfCheck, given: SelfAnswers, on: Occasion) -> None:
    """Line by line; for each that is not met the hazard and the measure. Late answers are taken and stay late."""
    if not given.true:
        raise Incomplete(str(NOT_TAKEN), fields={"true": _("This must be confirmed.")})
    answered = [
        rules.Answered(one.key, one.verdict, one.hazard, one.measure, one.post, one.by) for one in given.answers
    ]
    rules.answers(row.lines, answered, on.day, on.law).require(str(NOT_TAKEN))
    row.answers = {one.key: _kept(one) for one in given.answers}
    found = rules.gaps(row.answers)
    row.met, row.unmet, row.answered_on = found.met, found.unmet, on.day
    if row.handler_id:
        on.tell(f"officer:{row.handler_id}", title=_("Self-check handed in: %(name)s") % {"name": row.subject_name})


def _kept(one: SelfAnswer) -> dict[str, str]:
    if one.verdict != rules.UNMET:
        return {"verdict": one.verdict}
    by = one.by.isoformat() if one.by else ""
    return {"verdict": one.verdict, "hazard": one.hazard, "measure": one.measure, "post": one.post, "by": by}


@act(
    SelfCheck.answered,
    SelfCheck.returned,
    by=Role.HANDLER,
    label=gettext_lazy("Return it to be completed"),
    favourable=False,
)
def return_self_check(row: SelfCheck, given: SelfCheckReturn, on: Occasion) -> None:
    """Something is missing or cannot be so; the business says it again."""
    on.note = given.missing
    on.tell("entity", title=_("Please complete your self-check"), body=given.missing)


@act(
    SelfCheck.answered, SelfCheck.mending, by=Role.HANDLER, label=gettext_lazy("Take the measures as they are planned")
)
def accept_measures(row: SelfCheck, given: SelfCheckLook, on: Occasion) -> None:
    """The measures are right; the business reports when they are done."""
    if not row.unmet:
        raise Conflict(
            _("There is nothing to mend."), fact=_("Every line is met."), remedy=_("Confirm the self-check.")
        )
    on.note = given.finding
    on.tell("entity", title=_("Your measures are accepted; report when they are done"), body=given.finding)


@act(SelfCheck.mending, SelfCheck.reported, by=(APPLICANT, Role.HANDLER), label=gettext_lazy("Report the mending"))
def report_mending(row: SelfCheck, given: SelfMending, on: Occasion) -> None:
    """What was done about each hazard, with proof."""
    row.mended_text = given.report
    on.keep_sent(given.file, "整改材料")
    on.note = given.report[:500]


@act(
    (SelfCheck.answered, SelfCheck.reported),
    SelfCheck.cleared,
    by=Role.HANDLER,
    label=gettext_lazy("Confirm: in order"),
    favourable=True,
)
def confirm_self_check(row: SelfCheck, given: SelfCheckLook, on: Occasion) -> None:
    """Every line is met, or what was not met has been mended."""
    if row.state == SelfCheck.answered.name and row.unmet:
        fact = _("%(count)d lines are not met.") % {"count": row.unmet}
        raise Conflict(_("It was not confirmed."), fact=fact, remedy=_("Take the measures, or pursue it."))
    on.note = given.finding
    on.tell("entity", title=_("Your self-check is in order"), body=given.finding)


@act(
    (SelfCheck.asked, SelfCheck.returned, SelfCheck.answered, SelfCheck.mending, SelfCheck.reported),
    SelfCheck.pursued,
    by=Role.HANDLER,
    label=gettext_lazy("Send officers"),
    favourable=False,
)
def check_self_check(row: SelfCheck, given: SelfCheckCheck, on: Occasion) -> None:
    """A directed check: of whoever does not answer, or of what was not met and not mended."""
    _ripe(row, on)
    inspection.open_check(
        row.subject_id or 0, officers=given.officers, items=given.items, origin="self_check", source=row.number,
        by=given.carry_out_by, authority=row.code, occasion=on,
    )  # fmt: skip
    row.pursued_by = "check"


@act(
    (SelfCheck.answered, SelfCheck.mending, SelfCheck.reported),
    SelfCheck.pursued,
    by=Role.HANDLER,
    label=gettext_lazy("Hand over as a lead"),
    favourable=False,
)
def lead_from_self_check(row: SelfCheck, given: SelfCheckLead, on: Occasion) -> None:
    """What was not met may be a breach: a lead with the lines concerned."""
    _ripe(row, on)
    said = "；".join([given.why, *(f"{one['key']} {one['hazard']}" for one in row.hazards)])
    lead: dict[str, Any] = {
        "source": "office", "source_number": row.number, "source_proceeding": row.pk, "subject": row.subject_id,
        "authority": row.code, "cause": "not_corrected" if row.state == "mending" else "other", "what": said[:1400],
    }  # fmt: skip
    on.then("enforcement.lead.hand_over_found", None, lead)
    row.pursued_by = "lead"


def _ripe(row: SelfCheck, on: Occasion) -> None:
    """Nobody is pursued who still has time to answer, or whose every line is met."""
    if row.answered_on is None and row.due is not None and row.due >= on.at:
        raise Conflict(_("It was not pursued."), fact=_("The business still has time to answer."))
    if row.answered_on is not None and not row.unmet:
        raise Conflict(_("It was not pursued."), fact=_("Every line is met."))


@act((SelfCheck.asked, SelfCheck.returned), SelfCheck.lifted, by=STAFF, label=gettext_lazy("Do not ask any more"))
def lift_self_check(row: SelfCheck, given: RoundReason, on: Occasion) -> None:
    """The business has closed, or the list is not its own."""
    on.note = given.reason
    on.tell("entity", title=_("You need not answer the self-check any more"), body=given.reason)

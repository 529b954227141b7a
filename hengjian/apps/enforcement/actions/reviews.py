"""Acts of reconsideration and litigation; a decision that falls takes paper, publication and listing with it."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.enforcement.procedures import CourtCase, Reconsideration
from hengjian.apps.enforcement.procedures.reviews import ATTENDED, HEADS, JUDGMENTS, LOST, REVIEW_OUTCOMES, SETS_ASIDE
from hengjian.apps.enforcement.rules import challenges as rules
from hengjian.kernel import deadline
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, CLOCK
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Conflict, Incomplete

from .around import LEADERS, STAFF, decision, entitle, falls, noon

NOT_ENTERED = gettext_lazy("The challenge was not entered.")
GOING = (Reconsideration.answering, Reconsideration.reviewing)


class ReviewRequest(Given):
    decision_no: str = ask(gettext_lazy("Decision number"), at_least=2, at_most=80)
    told_on: date = ask(gettext_lazy("Decision served on"), kind="date")
    body: str = ask(gettext_lazy("Reconsideration body"), at_least=2, at_most=120)
    claim: str = ask(gettext_lazy("What is asked for, and why"), lines=4, at_least=4, at_most=1000)


class ReviewTaken(Given):
    reason: str = ask(gettext_lazy("Note"), lines=2, default="", at_most=500)


class ReviewRefusal(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=500)


class ChallengeAnswer(Given):
    answer: str = ask(
        gettext_lazy("Answer, with the facts and articles the decision rests on"), lines=6, at_least=4, at_most=3000
    )


class Attendance(Given):
    held_on: date = ask(gettext_lazy("Date of the hearing"), kind="date")
    attended: str = ask(gettext_lazy("Who attended"), choices=ATTENDED)
    attended_by: str = ask(gettext_lazy("Names and offices"), default="", at_most=120)
    absence: str = ask(gettext_lazy("Why no head attended"), lines=2, default="", at_most=500)


class ReviewOutcome(Given):
    outcome: str = ask(gettext_lazy("Outcome"), choices=REVIEW_OUTCOMES)
    outcome_no: str = ask(gettext_lazy("Number"), default="", at_most=80)
    lesson: str = ask(gettext_lazy("What is learned from it"), lines=3, default="", at_most=1500)


class CourtClaim(Given):
    decision_no: str = ask(gettext_lazy("Decision number"), at_least=2, at_most=80)
    told_on: date = ask(gettext_lazy("Decision served on"), kind="date")
    court: str = ask(gettext_lazy("Court"), at_least=2, at_most=120)
    claim: str = ask(gettext_lazy("What the plaintiff asks for"), lines=4, at_least=4, at_most=1000)


class Judgment(Given):
    outcome: str = ask(gettext_lazy("Judgment"), choices=JUDGMENTS)
    outcome_no: str = ask(gettext_lazy("Number"), at_least=2, at_most=80)
    lesson: str = ask(gettext_lazy("What is learned from it"), lines=3, default="", at_most=1500)


class SecondJudgment(Judgment):
    outcome: str = ask(gettext_lazy("What becomes of the decision in the end"), choices=JUDGMENTS)


class AppealEntry(Given):
    by: str = ask(
        gettext_lazy("Who appealed"),
        choices=[("plaintiff", gettext_lazy("The plaintiff")), ("authority", gettext_lazy("The authority"))],
    )
    reason: str = ask(gettext_lazy("Grounds"), lines=3, at_least=4, at_most=500)


def _request(row: Reconsideration, given: ReviewRequest, on: Occasion) -> None:
    decision(row, given.decision_no, on, str(NOT_ENTERED))
    row.told_on, row.body, row.claim = given.told_on, given.body, given.claim
    start = noon(given.told_on)
    limit, last = deadline.reckon("reconsideration.ask", on.law, start)
    rules.in_time(given.told_on, on.day, timezone.localdate(last.due) if last.due else None, limit).require(
        str(NOT_ENTERED)
    )
    entitle(row, "行政复议", row.decision_no)


@act(
    None,
    Reconsideration.asked,
    by=APPLICANT,
    label=gettext_lazy("Ask for reconsideration"),
    basis="reconsideration_law art. 32",
)
def ask_review(row: Reconsideration, given: ReviewRequest, on: Occasion) -> None:
    """The party challenges a penalty through the authority that decided, within sixty days."""
    _request(row, given, on)
    if row.subject_id not in on.principal.subjects:
        raise Incomplete(
            str(NOT_ENTERED), fields={"decision_no": _("This is no decision against one of your businesses.")}
        )


@act(
    None,
    Reconsideration.answering,
    by=STAFF,
    label=gettext_lazy("Enter a notice of reconsideration"),
    basis="reconsideration_law art. 48",
)
def enter_review(row: Reconsideration, given: ReviewRequest, on: Occasion) -> None:
    """The reconsideration body has accepted an application and asks for the answer: ten working days."""
    _request(row, given, on)
    row.accepted_at = on.at
    row.handler_id, row.handler_name = on.principal.officer_id, on.principal.name


@act(
    Reconsideration.asked,
    Reconsideration.answering,
    by=STAFF,
    label=gettext_lazy("Application was accepted"),
    basis="reconsideration_law art. 30",
)
def accept_review(row: Reconsideration, given: ReviewTaken, on: Occasion) -> None:
    """Within five working days; the sixty days of the decision count from here."""
    row.accepted_at = on.at
    on.note = given.reason
    on.tell(APPLICANT, title=_("Your application for reconsideration was accepted"))


@act(
    Reconsideration.asked,
    Reconsideration.not_taken,
    by=LEADERS,
    label=gettext_lazy("Application was not accepted"),
    paper="kernel.notice",
    basis="reconsideration_law art. 30",
    favourable=False,
)
def refuse_review(row: Reconsideration, given: ReviewRefusal, on: Occasion) -> None:
    """With the reason; the party may go to court."""
    on.note = given.reason
    on.tell(APPLICANT, title=_("Your application for reconsideration was not accepted"), body=given.reason)


@act(
    Reconsideration.answering,
    Reconsideration.reviewing,
    by=STAFF,
    label=gettext_lazy("Answer the reconsideration body"),
    basis="reconsideration_law art. 48",
)
def answer_review(row: Reconsideration, given: ChallengeAnswer, on: Occasion) -> None:
    """Answer with the evidence of the decision; what is not handed in counts as missing."""
    _answered(row, given, on, row.accepted_at)


@act(
    Reconsideration.reviewing,
    None,
    by=LEADERS,
    label=gettext_lazy("The decision was prolonged"),
    basis="reconsideration_law art. 62",
)
def prolong_review(row: Reconsideration, given: ReviewTaken, on: Occasion) -> None:
    """By thirty days at most, once."""
    if row.extended:
        raise Conflict(_("It was not prolonged."), fact=_("It has been prolonged once already."))
    row.extended = True
    on.prolong("reconsideration.decide_extended")
    on.note = given.reason


@act(GOING, None, by=STAFF, label=gettext_lazy("Record the hearing"), basis="reconsideration_law art. 51")
def attend_review(row: Reconsideration, given: Attendance, on: Occasion) -> None:
    """The head shall attend a hearing; who cannot says why and sends somebody who can speak."""
    _attended(row, given, on)


@act(
    GOING,
    (Reconsideration.stands, Reconsideration.fallen),
    by=STAFF,
    label=gettext_lazy("Enter the decision on reconsideration"),
    basis="reconsideration_law art. 64",
    irreversible=True,
)
def end_review(row: Reconsideration, given: ReviewOutcome, on: Occasion) -> State:
    """Upheld, changed, revoked, held unlawful or void; a decision that falls is taken back everywhere."""
    rules.lesson(given.outcome in LOST, given.lesson).require(str(NOT_ENTERED))
    row.outcome, row.outcome_no, row.lesson = given.outcome, given.outcome_no, given.lesson
    on.note = str(dict(REVIEW_OUTCOMES)[given.outcome])
    on.tell(APPLICANT, "entity", title=_("Decided on the reconsideration: %(outcome)s") % {"outcome": on.note})
    if given.outcome in SETS_ASIDE:
        falls(row.about, f"行政复议{on.note}：{given.outcome_no}", on)
    return Reconsideration.fallen if given.outcome in LOST else Reconsideration.stands


def _answered(row: Reconsideration | CourtCase, given: ChallengeAnswer, on: Occasion, since: datetime | None) -> None:
    row.answer = given.answer
    on.note = given.answer[:500]
    on.count_from(since or on.at)


def _attended(row: Reconsideration | CourtCase, given: Attendance, on: Occasion) -> None:
    what = _("The hearing was not recorded.")
    if given.held_on > on.day:
        raise Incomplete(what, fields={"held_on": _("The day lies ahead.")})
    basis = rules.COURT if isinstance(row, CourtCase) else rules.REVIEW
    rules.attendance(given.attended in HEADS, given.attended, given.attended_by, given.absence, basis).require(what)
    row.heard_on, row.attended, row.attended_by, row.absence = (
        given.held_on,
        given.attended,
        given.attended_by,
        given.absence,
    )
    on.note = f"{dict(ATTENDED)[given.attended]} {given.attended_by}".strip()


@act(None, CourtCase.claimed, by=STAFF, label=gettext_lazy("Enter a claim"), basis="litigation_law art. 67")
def enter_claim(row: CourtCase, given: CourtClaim, on: Occasion) -> None:
    """The court has sent the claim: fifteen days to answer with the evidence of the decision."""
    decision(row, given.decision_no, on, str(NOT_ENTERED))
    row.told_on, row.court, row.claim, row.claimed_at = given.told_on, given.court, given.claim, on.at
    row.handler_id, row.handler_name = on.principal.officer_id, on.principal.name
    entitle(row, "行政诉讼", row.decision_no)


@act(
    CourtCase.claimed,
    CourtCase.pending,
    by=STAFF,
    label=gettext_lazy("Answer the claim"),
    basis="litigation_law art. 67",
)
def answer_claim(row: CourtCase, given: ChallengeAnswer, on: Occasion) -> None:
    """What is not proved in time counts as not proved."""
    _answered(row, given, on, row.claimed_at)


@act(
    (CourtCase.pending, CourtCase.appealed),
    None,
    by=STAFF,
    label=gettext_lazy("Record the hearing"),
    basis="litigation_law art. 3",
)
def attend_court(row: CourtCase, given: Attendance, on: Occasion) -> None:
    """The head of the authority shall appear in court; who cannot sends staff and says why."""
    _attended(row, given, on)


@act(
    CourtCase.pending,
    (CourtCase.judged, CourtCase.dropped),
    by=STAFF,
    label=gettext_lazy("Enter the judgment"),
    basis="litigation_law art. 69",
)
def enter_judgment(row: CourtCase, given: Judgment, on: Occasion) -> State:
    """The time for appeal begins; a claim that was withdrawn ends the matter."""
    _judged(row, given, on)
    return CourtCase.dropped if given.outcome == "withdrawn" else CourtCase.judged


@act(
    CourtCase.judged,
    CourtCase.appealed,
    by=STAFF,
    label=gettext_lazy("Enter an appeal"),
    basis="litigation_law art. 85",
)
def enter_appeal(row: CourtCase, given: AppealEntry, on: Occasion) -> None:
    """Either side has appealed within fifteen days."""
    on.note = given.reason


@act(CourtCase.judged, (CourtCase.won, CourtCase.lost_case), by=CLOCK, label=gettext_lazy("The judgment is final"))
def become_final(row: CourtCase, given: Nothing, on: Occasion) -> State:
    """Nobody has appealed in time."""
    return _final(row, on)


@act(
    CourtCase.appealed,
    (CourtCase.won, CourtCase.lost_case, CourtCase.dropped),
    by=STAFF,
    label=gettext_lazy("Enter the judgment on appeal"),
    basis="litigation_law art. 89",
    irreversible=True,
)
def enter_second_judgment(row: CourtCase, given: SecondJudgment, on: Occasion) -> State:
    """It is final."""
    _judged(row, given, on)
    return CourtCase.dropped if given.outcome == "withdrawn" else _final(row, on)


def _judged(row: CourtCase, given: Judgment, on: Occasion) -> None:
    what = _("The judgment was not entered.")
    if not row.attended and given.outcome not in ("rejected", "withdrawn"):
        fact = _("No hearing is on record.")
        raise Incomplete(
            what, fact=fact, article=on.law.cite("litigation_law art. 3"), remedy=_("Record the hearing first.")
        )
    rules.lesson(given.outcome in LOST, given.lesson).require(what)
    row.outcome, row.outcome_no, row.lesson = given.outcome, given.outcome_no, given.lesson
    on.note = f"{dict(JUDGMENTS)[given.outcome]} {given.outcome_no}"


def _final(row: CourtCase, on: Occasion) -> State:
    if row.outcome in SETS_ASIDE:
        falls(row.about, f"行政判决{dict(JUDGMENTS)[row.outcome]}：{row.outcome_no}", on)
    return CourtCase.lost_case if row.outcome in LOST else CourtCase.won

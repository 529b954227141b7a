"""Mediation: the mediator, the meeting, appraisal that stops the clock, the agreement and every other end."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.consumer.procedures import Complaint
from hengjian.apps.consumer.procedures.complaint import FAULTS
from hengjian.apps.consumer.procedures.filing import yuan
from hengjian.apps.consumer.rules import ending
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Officer
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, CLOCK, COUNTERPARTY, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Conflict, Incomplete

from .closing import closing
from .filing import OPEN
from .words import LEADERS, STAFF, fen, letter, tell_both, tell_handler, told, zh

MEDIATING = (Complaint.mediation, Complaint.agreement)
WAYS = [
    ("site", gettext_lazy("Face to face")),
    ("phone", gettext_lazy("By telephone")),
    ("net", gettext_lazy("Online")),
    ("written", gettext_lazy("In writing")),
]


class MeetingSet(Given):
    at: datetime = ask(gettext_lazy("When"), kind="datetime")
    way: str = ask(gettext_lazy("In which way"), choices=WAYS, default="site")
    place: str = ask(gettext_lazy("Where"), default="", at_most=200)


class BusinessReply(Given):
    reply: str = ask(gettext_lazy("Your answer"), lines=4, at_least=2, at_most=2000)
    file: str = ask(gettext_lazy("Picture or proof"), kind="file", default="")


class AppraisalBegun(Given):
    what: str = ask(gettext_lazy("What is appraised, by whom, who pays"), lines=2, at_least=4, at_most=300)


class AppraisalDone(Given):
    result: str = ask(gettext_lazy("Result"), lines=2, at_least=2, at_most=500)
    fault: str = ask(gettext_lazy("Who the fault lies with"), choices=FAULTS, default="")
    file: str = ask(gettext_lazy("Report"), kind="file", default="")


class MediatorDoubted(Given):
    reason: str = ask(gettext_lazy("Why this officer should not mediate"), lines=2, at_least=4, at_most=500)


class MediatorDecided(Given):
    agreed: bool = ask(gettext_lazy("The officer is replaced"), kind="check", default=False)
    mediator: int | None = ask(gettext_lazy("New mediator"), kind="officer", default=None)
    reason: str = ask(gettext_lazy("Reason"), lines=2, at_least=2, at_most=500)


class AgreementReached(Given):
    terms: str = ask(gettext_lazy("Terms of the agreement"), lines=4, at_least=4, at_most=2000)
    amount: Decimal | None = ask(gettext_lazy("Amount"), kind="money", default=None, at_least=0)
    perform_by: date | None = ask(gettext_lazy("To be performed by"), kind="date", default=None)


class SignedOnPaper(Given):
    file: str = ask(gettext_lazy("Agreement with both signatures"), kind="file")


class MediationEnded(Given):
    ground: str = ask(gettext_lazy("Ground"), choices=ending.ENDINGS)
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=900)


class ComplaintTakenBack(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=2, default="", at_most=500)


@act(Complaint.mediation, None, by=STAFF, label=gettext_lazy("Invite to mediation"))
def invite(row: Complaint, given: MeetingSet, on: Occasion) -> None:
    """Both sides are invited and told that they may ask for another mediator (form 7)."""
    at = given.at if timezone.is_aware(given.at) else timezone.make_aware(given.at)
    if at <= on.at:
        raise Incomplete(_("Nobody was invited."), fields={"at": _("This moment has passed.")})
    row.meeting = f"{timezone.localtime(at):%Y-%m-%d %H:%M} {zh(dict(WAYS)[given.way])} {given.place}".strip()
    letter(
        row, on, "mediation", "投诉调解通知书", meeting=row.meeting, mediator=row.mediator, business=row.subject_name,
        basis=[ending.article("absent", on.law).official],
    )  # fmt: skip
    tell_both(row, on, told(row.number, _("you are invited to mediation")), row.meeting)


@act(MEDIATING, None, by=COUNTERPARTY, label=gettext_lazy("Answer the complaint"))
def reply(row: Complaint, given: BusinessReply, on: Occasion) -> None:
    """The business says what it has to say, and what it offers."""
    row.replies = [*row.replies, {"at": on.at.isoformat(), "text": given.reply}]
    on.note = given.reply
    on.keep_sent(given.file, "经营者材料")
    on.tell(APPLICANT, title=told(row.number, _("the business has answered")), body=given.reply)
    tell_handler(row, on, told(row.number, _("the business has answered")))


@act(Complaint.mediation, None, by=STAFF, label=gettext_lazy("Appraisal begins"),
     offered_if=lambda row, who: not row.stopped_since)  # fmt: skip
def begin_appraisal(row: Complaint, given: AppraisalBegun, on: Occasion) -> None:
    """Tests and appraisals stop the clock."""
    if row.stopped_since:
        raise Conflict(_("No appraisal was begun."), fact=_("The clock stands still already."))
    row.appraisal = given.what
    on.note = given.what
    on.stop_clock(_("Appraisal"), ending.appraisal_article(on.law))


@act(Complaint.mediation, None, by=STAFF, label=gettext_lazy("Appraisal is over"),
     offered_if=lambda row, who: bool(row.stopped_since and row.appraisal))  # fmt: skip
def end_appraisal(row: Complaint, given: AppraisalDone, on: Occasion) -> None:
    """The result is there; the clock runs on."""
    if not row.stopped_since or not row.appraisal:
        raise Conflict(_("No appraisal was ended."), fact=_("No appraisal is going on."))
    row.appraisal, row.fault = f"{row.appraisal}；{given.result}"[:300], given.fault
    on.note = given.result
    on.keep_sent(given.file, "检测鉴定报告")
    on.resume_clock()


@act(MEDIATING, None, by=(APPLICANT, COUNTERPARTY), label=gettext_lazy("Ask for another mediator"))
def doubt_mediator(row: Complaint, given: MediatorDoubted, on: Occasion) -> None:
    """回避: a side says why this officer should not mediate (Order 20 art. 19)."""
    row.mediator_doubt = given.reason
    on.note = given.reason


@act(MEDIATING, None, by=LEADERS, label=gettext_lazy("Decide on the mediator"),
     offered_if=lambda row, who: bool(row.mediator_doubt))  # fmt: skip
def decide_on_mediator(row: Complaint, given: MediatorDecided, on: Occasion) -> None:
    """A leader replaces the mediator or says why not."""
    what = _("Nothing was decided.")
    if not row.mediator_doubt:
        raise Conflict(what, fact=_("Nobody has asked for another mediator."))
    on.note = given.reason
    if given.agreed:
        new = Officer.objects.select_related("user").filter(pk=given.mediator or 0, active=True).first()
        if new is None or new.pk == row.handler_id:
            raise Incomplete(what, fields={"mediator": _("Choose another officer.")})
        if row.handler_id:
            row.recusals.get_or_create(officer_id=row.handler_id, defaults={"reason": row.mediator_doubt[:200]})
        row.mediator, row.handler_id, row.handler_name = str(new), new.pk, str(new)
    row.mediator_doubt = ""
    result = _("another mediator") if given.agreed else _("the mediator stays")
    tell_both(row, on, told(row.number, result), given.reason)


@act(
    Complaint.mediation, Complaint.agreement, by=STAFF, label=gettext_lazy("Write down the agreement"), favourable=True
)
def propose_agreement(row: Complaint, given: AgreementReached, on: Occasion) -> None:
    """What both have agreed on is laid before them to sign."""
    if given.perform_by and given.perform_by < on.day:
        raise Incomplete(_("No agreement was written down."), fields={"perform_by": _("This day has passed.")})
    row.terms, row.settled_amount, row.perform_by, row.signed = given.terms, fen(given.amount), given.perform_by, []
    on.note = given.terms
    tell_both(row, on, told(row.number, _("an agreement is to be signed")), given.terms)


def _signs(row: Complaint, side: str, on: Occasion) -> State:
    if side in row.signed:
        raise Conflict(_("It was not signed again."), fact=_("This side has signed already."))
    row.signed = [*row.signed, side]
    return _agreed(row, on) if len(row.signed) == 2 else Complaint.agreement


def _agreed(row: Complaint, on: Occasion) -> State:
    """Both have signed: the mediation document is issued (form 9)."""
    due = row.perform_by.isoformat() if row.perform_by else ""
    row.agreed_on = on.day
    letter(
        row, on, "agreement", "投诉调解书", business=row.subject_name, terms=row.terms, perform_by=due, what=row.what,
        mediator=row.mediator, amount=yuan(row.settled_amount or None),
    )  # fmt: skip
    tell_both(row, on, told(row.number, Complaint.settled.label), row.terms)
    return closing(row, "settled", on)


SIGNED = (Complaint.agreement, Complaint.settled, Complaint.lead_awaited)


@act(Complaint.agreement, SIGNED, by=APPLICANT, label=gettext_lazy("Sign the agreement"), favourable=True,
     offered_if=lambda row, who: "consumer" not in row.signed)  # fmt: skip
def sign_as_consumer(row: Complaint, given: Nothing, on: Occasion) -> State:
    """The consumer agrees."""
    return _signs(row, "consumer", on)


@act(Complaint.agreement, SIGNED, by=COUNTERPARTY, label=gettext_lazy("Sign for the business"), favourable=True,
     offered_if=lambda row, who: "business" not in row.signed)  # fmt: skip
def sign_as_business(row: Complaint, given: Nothing, on: Occasion) -> State:
    """The business agrees."""
    return _signs(row, "business", on)


@act(Complaint.agreement, (Complaint.settled, Complaint.lead_awaited), by=STAFF, label=gettext_lazy("Signed on paper"))
def signed_on_paper(row: Complaint, given: SignedOnPaper, on: Occasion) -> State:
    """Both have signed in the office or on the spot; the paper is kept."""
    on.keep_sent(given.file, "调解协议")
    row.signed = ["consumer", "business"]
    return _agreed(row, on)


@act(Complaint.agreement, Complaint.mediation, by=(*STAFF, APPLICANT, COUNTERPARTY),
     label=gettext_lazy("Back to mediation"), favourable=False)  # fmt: skip
def reject_agreement(row: Complaint, given: ComplaintTakenBack, on: Occasion) -> None:
    """A side does not sign: mediation goes on while its time runs."""
    row.terms, row.signed, row.settled_amount = "", [], None
    on.note = given.reason


@act(MEDIATING, (Complaint.ended, Complaint.lead_awaited), by=STAFF, label=gettext_lazy("Terminate the mediation"),
     favourable=False, irreversible=True)  # fmt: skip
def terminate(row: Complaint, given: MediationEnded, on: Occasion) -> State:
    """End without agreement on a named ground; both are told (form 8)."""
    row.ground, row.reason = given.ground, given.reason
    return _terminated(row, "ended", given.ground, on)


def _terminated(row: Complaint, how: str, ground: str, on: Occasion) -> State:
    article: Any = ending.article(ground, on.law)
    row.ground_article = article.official
    on.note = row.reason
    letter(
        row, on, "termination", "投诉终止调解决定书", business=row.subject_name, grounds=[row.reason],
        basis=[article.official],
    )  # fmt: skip
    tell_both(row, on, told(row.number, _("mediation is over")), row.reason)
    return closing(row, how, on)


@act(MEDIATING, (Complaint.lapsed, Complaint.lead_awaited), by=CLOCK, label=gettext_lazy("Mediation ends by time"))
def lapse(row: Complaint, given: Nothing, on: Occasion) -> State:
    """The time for mediation has run out; both are told, and the consumer what else is open."""
    row.reason = "调解期限届满未能达成调解协议"
    return _terminated(row, "lapsed", "lapsed", on)


@act(OPEN, (Complaint.withdrawn, Complaint.lead_awaited), by=(APPLICANT, Role.HANDLER),
     label=gettext_lazy("Withdraw the complaint"), irreversible=True)  # fmt: skip
def withdraw(row: Complaint, given: ComplaintTakenBack, on: Occasion) -> State:
    """The person withdraws, or tells an officer so; signs of a breach are pursued all the same."""
    row.reason = given.reason
    row.ground_article = ending.article("withdrawn", on.law).official
    on.note = given.reason
    tell_both(row, on, told(row.number, Complaint.withdrawn.label))
    return closing(row, "withdrawn", on)

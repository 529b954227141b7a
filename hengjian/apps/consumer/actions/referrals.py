"""Other ways to settle: referral to mediators, arbitrators and courts with their answer; judicial confirmation."""

from datetime import datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.consumer.procedures import Complaint, CourtConfirmation, Referral
from hengjian.apps.consumer.procedures.disputes import BODIES, OUTCOMES
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, CLOCK, COUNTERPARTY
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Incomplete

from .words import STAFF, told, zh


class Referred(Given):
    complaint_number: str = ask(gettext_lazy("Complaint"), kind="complaint_number", at_most=60)
    body: str = ask(gettext_lazy("Body"), choices=BODIES)
    body_name: str = ask(gettext_lazy("Name of the body"), at_least=2, at_most=120)
    agreed: bool = ask(gettext_lazy("Both sides agree to it"), kind="check", default=False)


class ReferralNote(Given):
    note: str = ask(gettext_lazy("Note"), lines=2, default="", at_most=900)


class ReferralOutcome(Given):
    outcome: str = ask(gettext_lazy("Outcome"), choices=OUTCOMES)
    note: str = ask(gettext_lazy("What was agreed or decided"), lines=3, at_least=2, at_most=900)


class ConfirmationAsked(Given):
    complaint_number: str = ask(gettext_lazy("Complaint"), kind="settled_complaint_number", at_most=60)
    court: str = ask(gettext_lazy("Court"), at_least=4, at_most=120)


class CourtTook(Given):
    court_number: str = ask(gettext_lazy("Number of the court"), at_least=2, at_most=80)


class CourtNote(Given):
    note: str = ask(gettext_lazy("What the court says"), lines=2, at_least=2, at_most=900)


def _for_both_sides(row: Referral | CourtConfirmation, old: Complaint, on: Occasion) -> None:
    """Both sides of the complaint follow it under the same code or account, as they have to agree to it."""
    for party in old.parties.filter(role__in=(APPLICANT, COUNTERPARTY)):
        on.admit(party.principal, party.role)


def _heard(row: Referral | CourtConfirmation, on: Occasion, end: State, note: str = "") -> None:
    """Both sides learn what the other body or the court does."""
    on.note = note
    on.tell(APPLICANT, COUNTERPARTY, title=told(row.complaint_number, end.label), body=note)


def _complaint(number: str, what: str) -> Complaint:
    found = Complaint.objects.filter(number=number).first()
    if found is None:
        raise Incomplete(what, fields={"complaint_number": _("There is no such complaint in your charge.")})
    return found


@act(None, Referral.referred, by=STAFF, label=gettext_lazy("Refer a dispute"))
def refer(row: Referral, given: Referred, on: Occasion) -> None:
    """Another body tries, with the consent of both sides; the complaint keeps its own clock."""
    what = _("Nothing was referred.")
    old = _complaint(given.complaint_number, what)
    if given.body in ("people", "trade", "association") and not (given.agreed or old.delegable):
        raise Incomplete(what, fields={"agreed": _("Both sides have to agree to another mediator.")})
    row.complaint_id, row.complaint_number, row.code = old.pk, old.number, old.code
    row.subject, row.subject_name, row.synthetic = old.subject, old.subject_name, old.synthetic
    row.body, row.body_name = given.body, given.body_name
    row.title = f"诉转调：{old.subject_name}"
    row.handler_id, row.handler_name = on.principal.officer_id, on.principal.name
    _for_both_sides(row, old, on)
    _heard(row, on, Referral.referred, f"{zh(dict(BODIES)[given.body])} {given.body_name}")


@act(Referral.referred, Referral.taken, by=STAFF, label=gettext_lazy("The body has taken it"), favourable=True)
def body_takes(row: Referral, given: ReferralNote, on: Occasion) -> None:
    """The body has said that it will try."""
    _heard(row, on, Referral.taken, given.note)


@act(Referral.referred, Referral.sent_back, by=STAFF, label=gettext_lazy("The body does not take it"), favourable=False)
def body_declines(row: Referral, given: ReferralNote, on: Occasion) -> None:
    """The body has said that it will not."""
    _heard(row, on, Referral.sent_back, given.note)


@act(Referral.taken, Referral.done, by=STAFF, label=gettext_lazy("Record the outcome"), favourable=True)
def record_result(row: Referral, given: ReferralOutcome, on: Occasion) -> None:
    """Agreement, judgment, award or none: the file keeps it."""
    row.outcome, row.outcome_note = given.outcome, given.note
    _heard(row, on, Referral.done, f"{zh(dict(OUTCOMES)[given.outcome])} {given.note}")


@act(None, CourtConfirmation.prepared, by=STAFF, label=gettext_lazy("Prepare a judicial confirmation"))
def prepare_confirmation(row: CourtConfirmation, given: ConfirmationAsked, on: Occasion) -> None:
    """Both sides want a court to confirm what they agreed; thirty days run from the agreement."""
    what = _("No confirmation was prepared.")
    old = _complaint(given.complaint_number, what)
    agreed = old.agreed_on or (timezone.localtime(old.closed_at).date() if old.closed_at else None)
    if agreed is None or (old.ended_as or old.state) != "settled":
        raise Incomplete(what, fields={"complaint_number": _("Only what both have signed can be confirmed.")})
    row.complaint_id, row.complaint_number, row.code = old.pk, old.number, old.code
    row.subject, row.subject_name, row.synthetic = old.subject, old.subject_name, old.synthetic
    row.court, row.agreed_on = given.court, agreed
    row.title = f"司法确认：{old.subject_name}"
    row.handler_id, row.handler_name = on.principal.officer_id, on.principal.name
    _for_both_sides(row, old, on)
    _heard(row, on, CourtConfirmation.prepared, given.court)
    on.count_from(timezone.make_aware(datetime.combine(agreed, time(12))))


@act(CourtConfirmation.prepared, CourtConfirmation.at_court, by=STAFF, label=gettext_lazy("The court has taken it"),
     favourable=True)  # fmt: skip
def court_takes(row: CourtConfirmation, given: CourtTook, on: Occasion) -> None:
    """Handed in within the thirty days."""
    row.court_number = given.court_number
    _heard(row, on, CourtConfirmation.at_court, given.court_number)


@act(CourtConfirmation.at_court, CourtConfirmation.confirmed, by=STAFF, label=gettext_lazy("The court confirms"),
     favourable=True)  # fmt: skip
def court_confirms(row: CourtConfirmation, given: CourtNote, on: Occasion) -> None:
    """The agreement can be enforced like a judgment."""
    _heard(row, on, CourtConfirmation.confirmed, given.note)


@act(CourtConfirmation.at_court, CourtConfirmation.not_confirmed, by=STAFF, label=gettext_lazy("The court does not confirm"),
     favourable=False)  # fmt: skip
def court_declines(row: CourtConfirmation, given: CourtNote, on: Occasion) -> None:
    """The court says no; the agreement binds as a contract."""
    _heard(row, on, CourtConfirmation.not_confirmed, given.note)


@act(CourtConfirmation.prepared, CourtConfirmation.missed, by=CLOCK, label=gettext_lazy("Thirty days have passed"))
def time_runs_out(row: CourtConfirmation, given: Nothing, on: Occasion) -> None:
    """Nobody went to court in time."""
    _heard(row, on, CourtConfirmation.missed)

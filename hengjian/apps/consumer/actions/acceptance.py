"""Accept, refuse, ask for proof of identity (Order 20 arts. 9, 14, 15; Order 121 arts. 10, 16)."""

from datetime import datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.consumer.procedures import Complaint
from hengjian.apps.consumer.rules import acceptance as rules
from hengjian.kernel import deadline
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Officer
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, CLOCK, COUNTERPARTY
from hengjian.kernel.refusal import Incomplete

from .words import STAFF, letter, tell_both, tell_handler, told

ELSEWHERE = gettext_lazy("You may still sue, ask for arbitration or turn to the consumer association.")


class Acceptance(Given):
    mediator: int = ask(gettext_lazy("Mediator"), kind="officer")
    note: str = ask(gettext_lazy("Note to the consumer"), lines=3, default="", at_most=500)


class NotAccepted(Given):
    ground: str = ask(gettext_lazy("Ground"), choices=rules.GROUNDS)
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=900)
    instead: str = ask(gettext_lazy("What the person can do instead"), lines=2, default="", at_most=500)


class IdentityAsked(Given):
    missing: str = ask(gettext_lazy("What is to be proven"), lines=2, at_least=2, at_most=500)


class IdentityShown(Given):
    proof: str = ask(gettext_lazy("What you say about it"), lines=2, default="", at_most=500)
    file: str = ask(gettext_lazy("Proof of identity"), kind="file")


def facts_of(row: Complaint, on: Occasion) -> rules.ComplaintFacts:
    """What the rule looks at."""
    until = None
    if row.known_on is not None:
        start = timezone.make_aware(datetime.combine(row.known_on, time(12)))
        reckoned = deadline.reckon("consumer.complaint.limitation", on.law, start)[1].due
        until = reckoned.date() if reckoned else None
    return rules.ComplaintFacts(row.known_on, on.day, bool(row.subject_name), row.identity_missing, until)


@act(Complaint.received, Complaint.mediation, by=STAFF, label=gettext_lazy("Accept the complaint"), favourable=True)
def accept(row: Complaint, given: Acceptance, on: Occasion) -> None:
    """Accept and begin mediation; the person and the business are told (form 5)."""
    what = _("The complaint was not accepted.")
    rules.acceptance(facts_of(row, on), on.law).require(what)
    mediator = Officer.objects.select_related("user").filter(pk=given.mediator, active=True).first()
    if mediator is None or row.recusals.filter(officer_id=given.mediator).exists():
        raise Incomplete(what, fields={"mediator": _("This officer cannot mediate here.")})
    row.mediator, row.handler_id, row.handler_name = str(mediator), mediator.pk, str(mediator)
    on.note = given.note
    if row.subject_id:
        on.admit(f"subject:{row.subject_id}", COUNTERPARTY)
    reckoned = deadline.reckon("consumer.complaint.mediate", on.law, on.at)[1].due
    letter(
        row, on, "acceptance", "投诉受理决定书", business=row.subject_name, received=row.opened_at.date().isoformat(),
        mediator=row.mediator, until=reckoned.date().isoformat() if reckoned else "", what=row.what,
        basis=[_article(on)], note=given.note,
    )  # fmt: skip
    tell_both(row, on, told(row.number, _("accepted; mediation begins")), given.note)


def _article(on: Occasion) -> str:
    text = "complaint_measures_2026" if rules.new_regime(on.law) else "complaint_measures_2020 art. 14"
    return on.law.cite(text).official


@act(
    (Complaint.received, Complaint.at_station),
    Complaint.refused,
    by=STAFF,
    label=gettext_lazy("Refuse to accept"),
    favourable=False,
    irreversible=True,
)
def refuse(row: Complaint, given: NotAccepted, on: Occasion) -> None:
    """Refuse on a named ground with its article; the person learns what else can be done (form 6)."""
    what = _("The complaint was not refused.")
    article = rules.article(given.ground, on.law)
    if article is None:
        raise Incomplete(what, fields={"ground": _("The measures of the complaint's day do not know this ground.")})
    row.ground, row.ground_article, row.reason = given.ground, article.official, given.reason
    instead = given.instead or str(ELSEWHERE)
    on.note = f"{given.reason} {instead}"
    letter(
        row, on, "refusal", "投诉不予受理决定书", business=row.subject_name, received=row.opened_at.date().isoformat(),
        grounds=[given.reason], basis=[article.official], instead=instead,
    )  # fmt: skip
    on.tell(APPLICANT, title=told(row.number, _("not accepted")), body=on.note)


@act(Complaint.received, Complaint.identity_asked, by=STAFF, label=gettext_lazy("Ask for proof of identity"))
def ask_identity(row: Complaint, given: IdentityAsked, on: Occasion) -> None:
    """Ask the person to prove the identity within a limit (form 4)."""
    on.note = given.missing
    reckoned = deadline.reckon("consumer.complaint.identity", on.law, on.at)[1].due
    letter(
        row, on, "identity", "限期提供身份证明材料通知书", missing=given.missing,
        until=reckoned.date().isoformat() if reckoned else "", basis=[on.law.limit("consumer.complaint.identity").cite.official],
    )  # fmt: skip
    on.tell(APPLICANT, title=told(row.number, _("proof of identity is needed")), body=given.missing)


@act(Complaint.identity_asked, Complaint.received, by=APPLICANT, label=gettext_lazy("Hand in proof of identity"))
def show_identity(row: Complaint, given: IdentityShown, on: Occasion) -> None:
    """The person proves the identity; the time to decide begins with it."""
    row.identity_missing = False
    on.note = given.proof
    on.keep_sent(given.file, "身份证明")
    tell_handler(row, on, told(row.number, _("proof of identity handed in")))


@act(Complaint.identity_asked, Complaint.received, by=CLOCK, label=gettext_lazy("Identity not proven in time"))
def identity_runs_out(row: Complaint, given: Nothing, on: Occasion) -> None:
    """Nothing came in time: an officer decides, the clock does not refuse."""
    row.identity_missing = True
    tell_handler(row, on, told(row.number, _("proof of identity did not come")))

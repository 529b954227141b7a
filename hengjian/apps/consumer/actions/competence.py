"""Who is in charge: transfer with the clock running on, a dispute that the common superior decides (Order 20 art. 30)."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.consumer.procedures import Complaint
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.models import Authority
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, Role
from hengjian.kernel.refusal import Incomplete, NotAllowed

from .words import STAFF, letter, told


class FilingTransfer(Given):
    authority: str = ask(gettext_lazy("Receiving authority"), kind="authority")
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=500)


class CompetenceDoubt(Given):
    authority: str = ask(gettext_lazy("The authority that should be in charge"), kind="authority")
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=500)


class CompetenceDesignated(Given):
    authority: str = ask(gettext_lazy("Receiving authority"), kind="disputing_authority")
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=500)


class CompetenceAgreed(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=500)


def moved(row: Any, given: Any, on: Occasion) -> None:
    """Move the matter, with form 3 to the receiver and a word to the person."""
    to = Authority.objects.filter(pk=given.authority).first()
    if to is None or to.pk == row.code:
        raise Incomplete(_("It was not transferred."), fields={"authority": _("Choose another authority.")})
    on.note, on.moved_to = f"{to.name}：{given.reason}", to.pk
    row.handler_id, row.handler_name = None, ""
    letter(
        row, on, "forwarding", "投诉举报分送通知书", receiver=to.name, reason=given.reason, business=row.subject_name
    )
    on.tell(APPLICANT, title=told(row.number, _("handed to %(name)s") % {"name": to.name}), body=given.reason)


@act(
    (Complaint.received, Complaint.identity_asked, Complaint.at_station, Complaint.mediation),
    None,
    by=STAFF,
    label=gettext_lazy("Transfer"),
    irreversible=True,
)
def transfer(row: Complaint, given: FilingTransfer, on: Occasion) -> None:
    """Hand it to the authority in charge (form 3); the person's clock runs on."""
    moved(row, given, on)


@act(Complaint.received, Complaint.disputed, by=STAFF, label=gettext_lazy("Dispute the competence"))
def dispute_competence(row: Complaint, given: CompetenceDoubt, on: Occasion) -> None:
    """Two authorities do not agree who is in charge: they have seven working days, then the common superior decides."""
    if not Authority.objects.filter(pk=given.authority).exclude(pk=row.code).exists():
        raise Incomplete(_("Nothing was disputed."), fields={"authority": _("Choose another authority.")})
    row.disputed_with = given.authority
    on.note = given.reason
    on.shares.append((given.authority, str(_("Competence disputed"))))


@act(
    Complaint.disputed,
    Complaint.received,
    by=(Role.SUPERVISOR,),
    label=gettext_lazy("Designate the authority in charge"),
)
def hand_over(row: Complaint, given: CompetenceDesignated, on: Occasion) -> None:
    """The common superior designates who is in charge; that authority begins at once."""
    place = on.principal.place
    if not all(code.startswith(place) or place == "0" for code in (row.code, row.disputed_with)):
        raise NotAllowed(
            _("Nobody was designated."),
            fact=_("Only the authority above both may decide."),
            article=on.law.limit("consumer.complaint.competence").cite,
        )
    if given.authority not in (row.code, row.disputed_with):
        raise Incomplete(_("Nobody was designated."), fields={"authority": _("Choose one of the two.")})
    row.disputed_with = ""
    if given.authority != row.code:
        moved(row, given, on)
    else:
        on.note = given.reason


@act(Complaint.disputed, Complaint.received, by=STAFF, label=gettext_lazy("Both agree: we are in charge"))
def keep_competence(row: Complaint, given: CompetenceAgreed, on: Occasion) -> None:
    """The two have agreed between themselves."""
    row.disputed_with = ""
    on.note = given.reason


@act(
    Complaint.disputed,
    Complaint.received,
    by=STAFF,
    label=gettext_lazy("Both agree: the other is in charge"),
    irreversible=True,
)
def hand_over_by_agreement(row: Complaint, given: CompetenceAgreed, on: Occasion) -> None:
    """The two have agreed between themselves: it goes to the other (form 3), and the person is told."""
    moved(row, FilingTransfer(authority=row.disputed_with, reason=given.reason), on)
    row.disputed_with = ""

"""管辖争议: entered by who has the case, answered by the other, agreed within seven working days or designated above."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.enforcement.procedures import Case, JurisdictionDispute
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.models import Authority
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import MACHINE, Role
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed

from . import printer, publicity
from .investigation import OPEN
from .oversight import superior_of

STAFF = (Role.HANDLER, Role.APPROVER, Role.HEAD)
LEADERS = (Role.APPROVER, Role.HEAD)


class DisputeEntry(Given):
    case: int = ask(gettext_lazy("Case"), kind="number")
    authority: str = ask(gettext_lazy("The other authority"), kind="authority")
    reason: str = ask(gettext_lazy("Dispute or reason"), lines=3, at_least=4, at_most=900)


class DisputeView(Given):
    view: str = ask(gettext_lazy("View of the other authority"), lines=3, at_least=4, at_most=900)


class DisputeAgreement(Given):
    ours: bool = ask(gettext_lazy("The case stays where it is"), kind="check", default=False)
    reason: str = ask(gettext_lazy("What was agreed"), lines=3, at_least=4, at_most=900)


class DisputeAbove(Given):
    reason: str = ask(gettext_lazy("Why no agreement was reached"), lines=3, at_least=4, at_most=900)


class DisputeDesignation(Given):
    authority: str = ask(gettext_lazy("Authority designated"), kind="authority")
    reason: str = ask(gettext_lazy("Dispute or reason"), lines=3, at_least=4, at_most=900)


class CaseMove(Given):
    authority: str = ask(gettext_lazy("Receiving authority"), at_most=12)
    reason: str = ask(gettext_lazy("Reason"), at_most=900)


@act(None, JurisdictionDispute.consulting, by=STAFF, label=gettext_lazy("Enter a dispute over jurisdiction"),
     basis="penalty_law art. 25")  # fmt: skip
def enter_dispute(row: JurisdictionDispute, given: DisputeEntry, on: Occasion) -> None:
    """Seven working days to agree; the other authority sees the dispute, not the file of the case."""
    what = _("No dispute was entered.")
    case = Case.objects.filter(pk=given.case, code=on.principal.place).first()
    other = Authority.objects.filter(pk=given.authority).first()
    faults: dict[str, Any] = {}
    if case is None or case.state not in {s.name for s in (Case.proposed, *OPEN)}:
        faults["case"] = _("There is no such open case of your authority.")
    if other is None or other.pk == on.principal.place:
        faults["authority"] = _("Choose another authority.")
    if faults or case is None or other is None:
        raise Incomplete(what, fields=faults)
    if JurisdictionDispute.objects.filter(case_id=case.pk, closed_at=None).exists():
        raise Conflict(what, fact=_("A dispute over this case is open."))
    row.case_id, row.case_number, row.code, row.synthetic = case.pk, case.number, case.code, case.synthetic
    row.other, row.other_name, row.reason = other.pk, other.name, given.reason
    row.title = f"管辖争议：{case.party_name}"[:200]
    row.handler_id, row.handler_name = on.principal.officer_id, on.principal.name
    on.shares.append((other.pk, "管辖争议"))
    on.note = given.reason


@act(JurisdictionDispute.consulting, None, by=STAFF, label=gettext_lazy("Enter the view of the other authority"))
def note_view(row: JurisdictionDispute, given: DisputeView, on: Occasion) -> None:
    """What the other side wrote or said in the consultation."""
    row.other_view = on.note = given.view


@act(
    JurisdictionDispute.consulting, JurisdictionDispute.agreed_between, by=LEADERS,
    label=gettext_lazy("Record the agreement"), basis="penalty_law art. 25",
)  # fmt: skip
def agree(row: JurisdictionDispute, given: DisputeAgreement, on: Occasion) -> None:
    """It stays here, or goes to the other with its file."""
    on.note = given.reason
    _falls(row, row.code if given.ours else row.other, given.reason, on)


@act(
    JurisdictionDispute.consulting, JurisdictionDispute.asked_above, by=LEADERS,
    label=gettext_lazy("Ask the common superior to designate"), basis="penalty_law art. 25",
)  # fmt: skip
def ask_above(row: JurisdictionDispute, given: DisputeAbove, on: Occasion) -> None:
    """报请指定管辖: the common superior has seven working days."""
    on.note = given.reason


@act(
    JurisdictionDispute.asked_above, JurisdictionDispute.decided_above, by=(Role.SUPERVISOR, Role.HEAD),
    label=gettext_lazy("Designate the authority in charge"), basis="penalty_law art. 25", irreversible=True,
)  # fmt: skip
def designate_one(row: JurisdictionDispute, given: DisputeDesignation, on: Occasion) -> None:
    """指定管辖通知书 of the common superior to the authority that it designates (处罚法 25)."""
    what, place = _("Nobody was designated."), on.principal.place
    if not (superior_of(place, row.code) and superior_of(place, row.other)):
        raise NotAllowed(
            what,
            fact=_("Only the common superior of both authorities designates."),
            article=on.law.cite("penalty_law art. 25"),
        )
    chosen = Authority.objects.filter(pk=given.authority).first()
    if chosen is None or chosen.pk == place or not superior_of(place, chosen.pk):
        raise Incomplete(what, fields={"authority": _("Choose an authority below yours.")})
    case: Case = Case.objects.select_related("subject").get(pk=row.case_id)
    facts = printer.facts_of(case, on.law) | {"reason": given.reason, "receiving": chosen.name}
    printer.print_paper(case, "PEN-02", facts, on, what, to=chosen.name, issuer=place)
    on.note = f"{chosen.name}：{given.reason}"
    _falls(row, chosen.pk, given.reason, on)


def _falls(row: JurisdictionDispute, code: str, reason: str, on: Occasion) -> None:
    row.falls_to, row.falls_to_name = code, publicity.authority_name(code)
    if code != row.code:
        on.then("enforcement.case.hand_over", row.case_id, {"authority": code, "reason": reason})


@act(
    (Case.proposed, *OPEN), None, by=MACHINE, label=gettext_lazy("Goes to another authority"), held="*",
    basis="penalty_law art. 25",
)  # fmt: skip
def hand_over(row: Case, given: CaseMove, on: Occasion) -> None:
    """As agreed or designated: the file goes with the case, its officers are named anew; the clock runs on."""
    if given.authority == row.code:
        raise Conflict(_("The case stays."), fact=_("It is there already."))
    on.moved_to = given.authority
    on.note = f"{publicity.authority_name(given.authority)}：{given.reason}"
    row.handler_id, row.handler_name, row.team = None, "", []

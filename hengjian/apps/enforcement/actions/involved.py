"""处罚到人: who stands in a case, taking somebody out of it again, and what a statement may lower."""

from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.enforcement.models import CaseParty
from hengjian.apps.enforcement.models.parties import TAKEN_OUT
from hengjian.apps.enforcement.procedures import Case, PersonPenalty
from hengjian.apps.enforcement.rules.money import fen
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.personal import mask_name
from hengjian.kernel.principal import Role
from hengjian.kernel.refusal import Conflict, Incomplete

from .cases import own
from .investigation import INVESTIGATED


class PersonOut(Given):
    person: int = ask(gettext_lazy("Person"), kind="case_person")
    reason: str = ask(gettext_lazy("Reason"), lines=2, at_least=4, at_most=300)


def standing(case_id: int) -> "QuerySet[CaseParty]":
    """Everybody who stands in the case."""
    return CaseParty.objects.filter(proceeding_id=case_id).exclude(role=TAKEN_OUT)


def untold(case_id: int) -> list[CaseParty]:
    """Those who stand in the case and have not been told what is intended against them."""
    told = PersonPenalty.objects.filter(case_id=case_id).exclude(state__in=("dropped", "annulled")).values("who_id")
    return list(standing(case_id).exclude(pk__in=told).order_by("pk"))


@act(INVESTIGATED, None, by=Role.HANDLER, label=gettext_lazy("Take a person out of the case"), certificate=True,
     internal=True)  # fmt: skip
def take_out_person(row: Case, given: PersonOut, on: Occasion) -> None:
    """Entered by mistake, or another's doing: what was entered stays in the log, the case goes on without."""
    what = _("The person was not taken out.")
    own(row, on, what)
    found = next((party for party in untold(row.pk) if party.pk == given.person), None)
    if found is None:
        fact = _("This person does not stand in the case, or has been told what is intended.")
        remedy = _("Who has been told is no longer pursued by the head, in the file of the person.")
        raise Incomplete(what, fact=fact, remedy=remedy, fields={"person": fact})
    on.note = f"{mask_name(found.name)}：{given.reason}"
    found.role, found.fine, found.ban = TAKEN_OUT, 0, ""
    found.save(update_fields=["role", "fine", "ban"])


def lower(row: PersonPenalty, fine: Decimal | None, what: str) -> None:
    """What the person said may lower what was intended, never raise it (处罚法 45)."""
    if fine is None:
        return
    if fen(fine) > row.fine:
        fact = _("A statement never makes the penalty heavier.")
        raise Incomplete(what, fact=fact, fields={"fine": fact})
    if not fine and not row.ban:
        fact = _("Nothing would be left of the penalty.")
        raise Conflict(what, fact=fact, remedy=_("The head ends it: do not pursue this person."))
    row.fine = fen(fine)

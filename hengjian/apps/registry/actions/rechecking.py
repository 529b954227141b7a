"""Re-examination by draw: a share of what the rules alone registered is looked at by an officer."""

from django.utils.translation import gettext_lazy

from hengjian.apps.registry.procedures import Establishment, Recheck
from hengjian.apps.registry.rules import recheck
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.personal import fingerprint
from hengjian.kernel.principal import MACHINE, Role


class Drawn(Given):
    """What is drawn from: the filing and the act that registered it."""

    of: int = ask(gettext_lazy("Filing"), kind="number", at_least=1)
    by_act: int = ask(gettext_lazy("Act"), kind="number", at_least=1)


class Fault(Given):
    """What was wrong."""

    fault: str = ask(gettext_lazy("What is wrong, and what shall follow"), lines=4, at_least=5, at_most=500)


@act(None, Recheck.drawn, by=MACHINE, label=gettext_lazy("Draw for re-examination"))
def draw(row: Recheck, given: Drawn, on: Occasion) -> None:
    """Draw by a keyed hash of the act's number: nobody can steer it, and it can be reckoned again."""
    filed = Establishment.objects.get(pk=given.of)
    row.code, row.title, row.subject_name, row.subject_id = (
        filed.code,
        filed.title,
        filed.subject_name,
        filed.subject_id,
    )
    row.of, row.synthetic = filed.pk, filed.synthetic
    row.drawn_by = fingerprint(str(given.by_act), recheck.PURPOSE)


@act(Recheck.drawn, Recheck.confirmed, by=Role.HANDLER, label=gettext_lazy("Found right"))
def confirm_right(row: Recheck, given: Nothing, on: Occasion) -> None:
    """Find the registration right."""


@act(Recheck.drawn, Recheck.faulted, by=Role.HANDLER, label=gettext_lazy("Record a fault"), favourable=False)
def find_fault(row: Recheck, given: Fault, on: Occasion) -> None:
    """Record a fault; whatever the law provides follows in its own procedure."""
    row.fault = on.note = given.fault

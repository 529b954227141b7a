"""The matter whose decision bears a number: asked when a decision is challenged, so that what falls is taken back everywhere."""

from __future__ import annotations

from hengjian.apps.enforcement.procedures import Case, PersonPenalty
from hengjian.kernel.models import Proceeding
from hengjian.kernel.principal import CLOCKWORK, acting_as

# As numbers are typed: the brackets of the year, and blanks.
TYPED = str.maketrans(
    {"[": "〔", "]": "〕", "【": "〔", "】": "〕", "［": "〔", "］": "〕", "(": "〔", ")": "〕", " ": ""}
)


def decided_under(number: str) -> Proceeding | None:
    """By the number on the paper of the decision, else by that of the matter or of its public record."""
    wanted = number.strip().translate(TYPED)
    with acting_as(CLOCKWORK):
        for kind in (Case, PersonPenalty):
            decided = kind.objects.filter(decision_no=wanted).values_list("pk", flat=True).first() if wanted else None  # type: ignore[attr-defined]
            if decided:
                return Proceeding.objects.select_related("subject").get(pk=decided)
        found = Proceeding.objects.filter(number__in=[wanted, number.strip()]).select_related("subject").first()
        case = Case.objects.filter(record_id=found.pk).values_list("pk", flat=True).first() if found else None
        return Proceeding.objects.select_related("subject").get(pk=case) if case else found

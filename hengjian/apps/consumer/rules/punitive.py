"""惩罚性赔偿: what may be claimed beside the price or the loss, by the ground the law names. A note for the file, no finding."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.law import Citation, LawOn

GROUNDS = [
    ("fraud", _("Fraud: three times the price")),
    ("known_defect", _("Known defect with death or grave harm: up to twice the loss")),
    ("food", _("Unsafe food: ten times the price or three times the loss")),
]
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Damages:
    """How much, up to or exactly, and under which article."""

    amount: Decimal
    at_most: bool
    article: Citation


def damages(ground: str, price: Decimal | None, loss: Decimal | None, law: LawOn) -> Damages | None:
    """Beside compensation itself; None where what is needed to reckon it is not known."""
    if ground == "fraud":
        return _of(price, "fraud_times", law, floor="fraud_floor")
    if ground == "known_defect":
        return _of(loss, "known_defect_times", law, at_most=True)
    found = [
        _of(price, "food_price_times", law, floor="food_floor"),
        _of(loss, "food_loss_times", law, floor="food_floor"),
    ]
    return max((one for one in found if one), key=lambda one: one.amount, default=None)


def _of(base: Decimal | None, times: str, law: LawOn, *, floor: str = "", at_most: bool = False) -> Damages | None:
    if base is None:
        return None
    rule = law.value(f"consumer.punitive.{times}")
    amount = base * Decimal(rule.amount)
    if floor:
        amount = max(amount, Decimal(law.value(f"consumer.punitive.{floor}").amount))
    return Damages(amount.quantize(CENT, ROUND_HALF_UP), at_most, rule.cite)

"""惩罚性赔偿: what a consumer may claim beside the loss; the authority notes basis and amount, the parties or the court decide."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.law import Citation, LawOn

GROUNDS = [
    ("fraud", _("Fraud in goods or services")),
    ("known_defect", _("Known defect with death or grave harm")),
    ("food", _("Food below the safety standards")),
    ("drug", _("Counterfeit or inferior drug")),
]
BY_PRICE = {"fraud", "food", "drug"}  # a multiple of the price, and never less than the law says
BY_LOSS = {"known_defect", "food", "drug"}  # a multiple of the loss; of food and drugs where that is more
AT_MOST = {"known_defect"}  # up to the multiple, elsewhere exactly so much
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Damages:
    """What may be claimed on a ground, in yuan, exactly or at most, with the article."""

    ground: str
    amount: Decimal
    at_most: bool
    article: Citation


def entitled(ground: str, price: Decimal | None, loss: Decimal | None, law: LawOn) -> Damages | None:
    """The most that the ground gives for what is known of price and loss; None where what it reckons from is not known."""
    known = []
    if price is not None and ground in BY_PRICE:
        known.append((price, law.value(f"damages.{ground}_price")))
    if loss is not None and ground in BY_LOSS:
        known.append((loss, law.value(f"damages.{ground}_loss")))
    if not known:
        return None
    amount, cite = max(((base * Decimal(times.amount), times.cite) for base, times in known), key=lambda one: one[0])
    if ground in BY_PRICE:
        amount = max(amount, Decimal(law.value(f"damages.{ground}_least").amount))
    return Damages(ground, amount.quantize(CENT, ROUND_HALF_UP), ground in AT_MOST, cite)

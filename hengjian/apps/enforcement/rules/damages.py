"""惩罚性赔偿: what a consumer may claim beside the loss; the authority notes basis and amount, the parties or the court decide."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.law import Citation, LawOn

GROUNDS = [
    ("fraud", _("Fraud in goods or services")),
    ("food", _("Food below the safety standards")),
    ("drug", _("Counterfeit or inferior drug")),
]


@dataclass(frozen=True)
class Damages:
    """The most that may be claimed on a ground, in yuan, with the article."""

    ground: str
    amount: Decimal
    article: Citation


def entitled(ground: str, price: Decimal, loss: Decimal, law: LawOn) -> Damages:
    """A multiple of the price; of food and drugs of the loss instead, where that is more; never less than the law says."""
    times = law.value(f"damages.{ground}_price")
    by_loss = loss * law.value(f"damages.{ground}_loss").amount if ground != "fraud" else Decimal(0)
    least = law.value(f"damages.{ground}_least").amount
    return Damages(ground, max(price * times.amount, by_loss, Decimal(least)), times.cite)

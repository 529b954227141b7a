"""惩罚性赔偿 noted on a case: ground, price and loss as established, the most that may be claimed, for whom was harmed."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.enforcement.procedures import Case
from hengjian.apps.enforcement.rules import damages as rules
from hengjian.apps.enforcement.rules.money import fen
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import Role
from hengjian.kernel.refusal import Incomplete

from . import publicity
from .cases import own
from .investigation import OPEN


class HarmedConsumer(Given):
    ground: str = ask(gettext_lazy("Ground"), choices=rules.GROUNDS)
    harmed: str = ask(
        gettext_lazy("Who was harmed, or the number of the complaint"), at_least=2, at_most=120, personal=True
    )
    price: Decimal = ask(gettext_lazy("Price paid"), kind="money", at_least=0, at_most=10**9)
    loss: Decimal = ask(gettext_lazy("Loss"), kind="money", default=Decimal(0), at_least=0, at_most=10**9)


@act(
    (*OPEN, Case.decided, *publicity.STANDING), None, by=Role.HANDLER, label=gettext_lazy("Note punitive damages"),
    internal=True,
)  # fmt: skip
def note_damages(row: Case, given: HarmedConsumer, on: Occasion) -> None:
    """The authority does not award them: it notes what the harmed may claim, by which article (消法 55, 食品安全法 148)."""
    what = _("Nothing was noted.")
    own(row, on, what)
    if not given.price and not given.loss:
        raise Incomplete(what, fields={"price": _("Say what was paid, or what was lost.")})
    found = rules.entitled(given.ground, given.price or None, given.loss or None, on.law)
    if found is None:
        missing = "price" if given.ground in rules.BY_PRICE else "loss"
        raise Incomplete(what, fields={missing: _("Without it nothing can be reckoned.")})
    line = {"ground": given.ground, "price": fen(given.price), "loss": fen(given.loss), "most": fen(found.amount)}
    row.damages = [*row.damages, line | {"article": found.article.official}]
    on.note = f"{found.article.official}：{found.amount}"

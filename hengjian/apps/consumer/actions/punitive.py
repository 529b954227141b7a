"""惩罚性赔偿: ground and amount noted on the complaint, for the mediation and for the case that may follow from it."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.consumer.procedures import Complaint
from hengjian.apps.consumer.rules.punitive import GROUNDS
from hengjian.apps.enforcement import queries as enforcement
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.refusal import Incomplete

from .mediation import MEDIATING
from .words import STAFF, fen


class PunitiveNoted(Given):
    ground: str = ask(gettext_lazy("Ground"), choices=GROUNDS)
    price: Decimal | None = ask(
        gettext_lazy("Price paid"), kind="money", default=None, at_least=0, at_most=1_000_000_000
    )
    loss: Decimal | None = ask(gettext_lazy("Loss"), kind="money", default=None, at_least=0, at_most=1_000_000_000)
    note: str = ask(gettext_lazy("What it rests on"), lines=3, at_least=4, at_most=500)


@act(
    (Complaint.received, *MEDIATING, Complaint.lead_awaited),
    None,
    by=STAFF,
    label=gettext_lazy("Note punitive damages"),
)
def note_punitive(row: Complaint, given: PunitiveNoted, on: Occasion) -> None:
    """What the law would give beside price or loss; the sides may agree otherwise, and only a court awards it."""
    found = enforcement.entitled(given.ground, given.price, given.loss, on.law)
    if found is None:
        missing = "loss" if given.ground == "known_defect" else "price"
        raise Incomplete(_("Nothing was noted."), fields={missing: _("Without it nothing can be reckoned.")})
    row.punitive, row.punitive_amount, row.punitive_article = given.ground, fen(found.amount), found.article.official
    on.note = f"{found.amount:,.2f} 元（{found.article.official}）：{given.note}"

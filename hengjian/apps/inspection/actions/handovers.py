"""Hand-over of supervision after licensing: offered, acknowledged in time, or gone up."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.inspection.procedures import ItemHandover
from hengjian.apps.inspection.queries import facts_of
from hengjian.kernel import people
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Authority
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import ANYONE, CLOCK, Role
from hengjian.kernel.refusal import Incomplete, NotAllowed


class HandoverOffered(Given):
    permit_item: str = ask(gettext_lazy("What was licensed"), at_least=2, at_most=120)
    items: list[str] = ask(gettext_lazy("Inspection items"), kind="inspection_item")
    receiver: str = ask(gettext_lazy("Competent authority"), kind="authority")
    note: str = ask(gettext_lazy("Note"), default="", lines=2, at_most=500)


class HandoverDeclined(Given):
    reason: str = ask(gettext_lazy("Who is competent instead, and why"), lines=3, at_most=500)


@act(None, ItemHandover.offered, by=(Role.HANDLER, Role.APPROVER), label=gettext_lazy("Hand supervision over"))
def offer(row: ItemHandover, given: HandoverOffered, on: Occasion) -> None:
    """Say who supervises what was licensed; that authority acknowledges in time."""
    what = _("Nothing was handed over.")
    items, unknown = facts_of(given.items)
    to = Authority.objects.filter(pk=given.receiver).first()
    if unknown or not items:
        raise Incomplete(what, fields={"items": _("Choose items of the list.")})
    if to is None or to.pk == row.code:
        raise Incomplete(what, fields={"receiver": _("Choose another authority.")})
    row.permit_item, row.items, row.note = given.permit_item, [i.code for i in items], given.note
    row.receiver, row.receiver_name, row.title = to.pk, to.name, given.permit_item
    if not to.pk.startswith(row.code):
        on.shares.append((to.pk, _("Hand-over of supervision")))
    _tell(to.pk, on, _("Please acknowledge: %(what)s") % {"what": given.permit_item})


def _tell(code: str, on: Occasion, title: str) -> None:
    on.tell(*people.holders(code, Role.HANDLER), title=title)


def _receiver(row: ItemHandover, on: Occasion, what: str) -> None:
    if on.principal.place != row.receiver:
        raise NotAllowed(
            what,
            fact=_("Only %(name)s can answer.") % {"name": row.receiver_name},
            article=on.law.cite("permit_reform_notice"),
        )


@act(
    (ItemHandover.offered, ItemHandover.overdue),
    ItemHandover.acknowledged,
    by=(Role.HANDLER, ANYONE),
    label=gettext_lazy("Acknowledge"),
)
def acknowledge(row: ItemHandover, given: Nothing, on: Occasion) -> None:
    """The supervision is taken on from now."""
    _receiver(row, on, _("It was not acknowledged."))


@act(
    (ItemHandover.offered, ItemHandover.overdue),
    ItemHandover.declined,
    by=(Role.HANDLER, ANYONE),
    label=gettext_lazy("Decline"),
    favourable=False,
)
def decline(row: ItemHandover, given: HandoverDeclined, on: Occasion) -> None:
    """Somebody else is competent; the licensing authority must offer it there."""
    _receiver(row, on, _("It was not declined."))
    on.note = given.reason


@act(
    ItemHandover.offered,
    ItemHandover.overdue,
    by=CLOCK,
    label=gettext_lazy("Go up: nobody acknowledged"),
    favourable=False,
)
def go_up(row: ItemHandover, given: Nothing, on: Occasion) -> None:
    """Nobody answered in time: put under supervision, and the authority above is told."""
    row.supervised = True
    above = row.code[:4] if len(row.code) > 4 else row.code
    _tell(above, on, _("Supervision not acknowledged in time: %(what)s") % {"what": row.permit_item})

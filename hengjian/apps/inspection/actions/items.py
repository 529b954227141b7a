"""Changing the item list: proposed by one administrator, put in force by another; what it said before is kept."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.inspection.models import InspectionItem, ItemRevision
from hengjian.apps.inspection.models.items import KINDS
from hengjian.apps.inspection.procedures import ItemChange
from hengjian.apps.inspection.rules.planning import CLASSES
from hengjian.kernel.act import act
from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import Role
from hengjian.kernel.refusal import Conflict, Incomplete

ARTICLE = "double_random_state_council"
CHANGED = ("kind", "ratios", "safety", "department")


def _percent(grade: str) -> int:
    share: int = ask(
        gettext_lazy("Class %(grade)s: percent a year") % {"grade": grade}, kind="number", at_least=0, at_most=100
    )
    return share


class ItemChanged(Given):
    item: str = ask(gettext_lazy("Inspection item"), kind="inspection_item", at_most=40)
    kind: str = ask(gettext_lazy("Kind"), choices=KINDS)
    class_a: int = _percent("A")
    class_b: int = _percent("B")
    class_c: int = _percent("C")
    class_d: int = _percent("D")
    safety: bool = ask(
        gettext_lazy("It concerns safety and stays out of joint inspections"), kind="check", default=False
    )
    department: str = ask(gettext_lazy("Competent department"), at_most=60)
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_most=500)


class ChangeDropped(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=2, at_most=300)


@act(None, ItemChange.proposed, by=(Role.ADMIN, Role.HEAD), label=gettext_lazy("Propose a change of the item list"))
def propose(row: ItemChange, given: ItemChanged, on: Occasion) -> None:
    """Propose other ratios, another kind, department or safety flag for an item."""
    what = _("No change was proposed.")
    item = InspectionItem.objects.filter(pk=given.item).first()
    if item is None:
        raise Incomplete(what, fields={"item": _("Choose an item of the list.")})
    shares = [given.class_a, given.class_b, given.class_c, given.class_d]
    lower = Ground(
        _("A riskier class would be drawn less often than a safer one."),
        on.law.cite("credit_risk_opinion"),
        _("Let the ratios rise from A to D."),
        "class_d",
    )
    Finding.of([lower if shares != sorted(shares) else None]).require(what)
    row.item, row.title = item, item.name
    row.kind, row.safety, row.department, row.reason = given.kind, given.safety, given.department, given.reason
    row.ratios = dict(zip(CLASSES, shares, strict=True))


@act(
    ItemChange.proposed,
    ItemChange.in_force,
    by=Role.ADMIN,
    label=gettext_lazy("Put in force"),
    basis=ARTICLE,
    discloses="inspection_items",
    apart_from="propose",
)
def put_in_force(row: ItemChange, given: Nothing, on: Occasion) -> None:
    """The published list says so from now on; what it said before stays on record."""
    item = InspectionItem.objects.select_for_update().get(pk=row.item_id)
    after = {name: getattr(row, name) for name in CHANGED}
    before = {name: getattr(item, name) for name in CHANGED}
    if before == after:
        raise Conflict(_("Nothing was changed."), fact=_("The list says so already."))
    ItemRevision.objects.create(item=item, revision=item.revision, said=before, until=on.at, act_id=on.act_id)
    for name, value in after.items():
        setattr(item, name, value)
    item.revision += 1
    item.save()
    ratios = "、".join(f"{grade}类{share}%" for grade, share in row.ratios.items())
    body = {"name": item.name, "item": item.pk, "content": ratios, "reason": row.reason}
    on.disclose("inspection_items", f"抽查事项清单调整：{item.name}", on.law.cite(ARTICLE), body)


@act(
    ItemChange.proposed, ItemChange.dropped, by=(Role.ADMIN, Role.HEAD), label=gettext_lazy("Drop it"), favourable=False
)
def drop(row: ItemChange, given: ChangeDropped, on: Occasion) -> None:
    """The list stays as it is."""
    on.note = given.reason

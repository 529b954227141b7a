"""办事指南: drafted, checked by another officer, published (Licensing Law, art. 30)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.licensing import queries
from hengjian.apps.licensing.models import ServiceGuide
from hengjian.apps.licensing.procedures import GuidePublication
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import Role
from hengjian.kernel.refusal import Incomplete

from . import intake


class Draft(Given):
    item: str = ask(gettext_lazy("Item of the list"), kind="permit_item", at_most=12)
    place: str = ask(gettext_lazy("Place"), at_least=4, at_most=200)
    phone: str = ask(gettext_lazy("Telephone"), at_least=5, at_most=40)
    fee: str = ask(gettext_lazy("Fee"), default="不收费", at_most=100)
    promised: int = ask(
        gettext_lazy("Promised working days; 0 for none"), kind="number", default=0, at_least=0, at_most=60
    )


@act(None, GuidePublication.drafted, by=Role.HANDLER, label=gettext_lazy("Draft a service guide"))
def draft(row: GuidePublication, given: Draft, on: Occasion) -> None:
    """Say where, for what fee and in what time; conditions and materials come from the list."""
    what = _("Nothing was drafted.")
    item = queries.item(given.item.upper())
    if item is None or not item.own:
        raise Incomplete(what, fields={"item": _("Choose an item of the list that market regulation decides on.")})
    if given.promised and item.limit:
        limit = on.law.limit(item.limit)
        if limit.unit == "workday" and given.promised > limit.amount:
            fact = _("The law gives %(days)d working days; a promise cannot be longer.") % {"days": limit.amount}
            raise Incomplete(what, fact=fact, article=limit.basis("zh-hans"), fields={"promised": fact})
    row.item, row.title, row.content = item, item.name, item.name
    row.place, row.phone, row.fee = given.place, given.phone, given.fee
    row.promised_days = given.promised or None


@act(
    GuidePublication.drafted,
    GuidePublication.published,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Publish the guide"),
    discloses="service_guide",
    apart_from="draft",
)
def publish(row: GuidePublication, given: Nothing, on: Occasion) -> None:
    """Published: from now on the matter can be filed here. An older guide gives way."""
    item = row.wanted
    ServiceGuide.objects.filter(item=item, code=row.code, withdrawn_at=None).update(withdrawn_at=on.at)
    ServiceGuide.objects.create(
        item=item,
        code=row.code,
        place=row.place,
        phone=row.phone,
        fee=row.fee,
        promised=row.promised_days,
        published_at=on.at,
        synthetic=row.synthetic,
    )
    article = on.law.cite("licensing_law art. 30").text("zh-hans")
    body = {"name": item.name, "place": row.place, "phone": row.phone, "fee": row.fee}
    on.disclose("service_guide", f"办事指南：{item.name}", article, body)


@act(
    GuidePublication.drafted,
    GuidePublication.dropped,
    by=(Role.HANDLER, Role.APPROVER),
    label=gettext_lazy("Drop the draft"),
)
def drop(row: GuidePublication, given: intake.IntakeGrounds, on: Occasion) -> None:
    """The draft is not published."""
    on.note = given.reason

"""The item list as rules, pages and other rooms read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from hengjian.apps.inspection.catalogue import packaged
from hengjian.apps.inspection.models import InspectionItem, ItemRevision
from hengjian.apps.inspection.rules.planning import ItemFacts


def items() -> QuerySet[InspectionItem]:
    """The list as it stands."""
    return InspectionItem.objects.all()


def facts_of(codes: Iterable[str]) -> tuple[list[ItemFacts], list[str]]:
    """What the rules need of these items, and the codes that are on no list."""
    asked = list(dict.fromkeys(codes))
    found = InspectionItem.objects.in_bulk(asked)
    facts = [
        ItemFacts(i.pk, i.name, i.safety, tuple(i.subjects), {g: int(n) for g, n in i.ratios.items()})
        for code in asked
        if (i := found.get(code))
    ]
    return facts, [code for code in asked if code not in found]


@dataclass(frozen=True)
class Theme:
    """A theme of joint inspections: items that may be joined, those that may not as they concern safety, and with whom."""

    code: str
    name: str
    offered: list[InspectionItem]
    apart: list[InspectionItem]
    partners: list[str]
    lead: str


def themes() -> list[Theme]:
    """The packaged themes against the item list as it stands."""
    known = InspectionItem.objects.in_bulk()
    out = []
    for row in packaged()["themes"]:
        held = [known[code] for code in row["items"] if code in known]
        offered, apart = [i for i in held if not i.safety], [i for i in held if i.safety]
        out.append(Theme(row["id"], row["name"], offered, apart, row["partners"], row["lead"]))
    return out


def list_on(moment: datetime) -> list[InspectionItem]:
    """The list as it stood at a moment: what was changed since is told as it was before the change."""
    found = {i.pk: i for i in InspectionItem.objects.all()}
    later = ItemRevision.objects.filter(until__gt=moment).order_by("-until")
    for before in later:
        for name, value in before.said.items():
            setattr(found[before.item_id], name, value)
        found[before.item_id].revision = before.revision
    return list(found.values())

"""Loading the list of permits, their conditions and materials, and the life events that the package carries."""

from functools import cache
from typing import Any

from hengjian.kernel import catalogues
from hengjian.kernel.citing import cited

from .models import LifeEvent, PermitItem, PermitMaterial


@cache
def guides() -> dict[str, Any]:
    """Conditions, materials, exemptions, products and life events as packaged."""
    found: dict[str, Any] = catalogues.tree("permit_guides.yaml")
    return found


def choices(section: str) -> list[tuple[str, str]]:
    """Keys and names of a section such as `exemptions`."""
    return [(row["key"], row["name"]) for row in guides()[section]]


def load() -> int:
    """Bring the tables in line with the packaged files."""
    held = guides()
    items = [_item(row, held) for row in catalogues.rows("permit_items.csv")]
    columns = [f.name for f in PermitItem._meta.concrete_fields if not f.primary_key]
    PermitItem.objects.bulk_create(items, update_conflicts=True, unique_fields=["code"], update_fields=columns)
    materials = [m for item in items for m in _materials(item, held)]
    wanted = {(m.item_id, m.key) for m in materials}
    gone = [m.pk for m in PermitMaterial.objects.all() if (m.item_id, m.key) not in wanted]
    PermitMaterial.objects.filter(pk__in=gone).delete()
    PermitMaterial.objects.bulk_create(
        materials,
        update_conflicts=True,
        unique_fields=["item", "key"],
        update_fields=["position", "name", "may_be_missing", "optional", "shared", "basis"],
    )
    LifeEvent.objects.bulk_create(
        [
            LifeEvent(
                code=e["id"],
                name=e["name"],
                parts=e["parts"],
                partners=e["partners"],
                comprehensive=e["comprehensive"],
            )
            for e in held["life_events"]
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "parts", "partners", "comprehensive"],
    )
    return len(items)


def _item(row: dict[str, str], held: dict[str, Any]) -> PermitItem:
    own = held["items"].get(row["id"], {})
    return PermitItem(
        code=row["id"],
        name=row["name"],
        kind=row["kind"],
        department=row["department"],
        own=row["own"] == "yes",
        level=row["level"],
        mode=row["mode"],
        zone_mode=row["zone_mode"],
        route=row["route"],
        commitment=row["commitment"] == "yes",
        limit=row["limit"],
        limit_extended=row["limit_extended"],
        promised=int(row["promised"]) if row["promised"] else None,
        validity=row["validity"],
        post_check=row["post_check"],
        renewal=row["renewal"],
        numbering=row["number"],
        visit=row["visit"] == "yes",
        words=[w for w in row["words"].split(";") if w],
        conditions=[*held["common"]["conditions"], *own.get("conditions", [])],
        basis=cited(row["basis"]),
        check_mark=row["check"],
        edition=held["version"],
        listed_on=held["listed"],
    )


def _materials(item: PermitItem, held: dict[str, Any]) -> list[PermitMaterial]:
    rows = [*held["common"]["materials"], *held["items"].get(item.code, {}).get("materials", [])]
    return [
        PermitMaterial(
            item=item,
            position=n,
            key=row["key"],
            name=row["name"],
            may_be_missing=bool(row.get("missing")),
            optional=bool(row.get("optional")),
            shared=bool(row.get("shared")),
            basis=cited(row["basis"]),
        )
        for n, row in enumerate(rows)
    ]

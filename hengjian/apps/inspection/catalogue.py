"""Loading the list of inspection items that the package carries. Items changed by act are left as they are."""

from functools import cache
from typing import Any

from hengjian.kernel import catalogues
from hengjian.kernel.citing import cited

from .models import InspectionItem


@cache
def packaged() -> dict[str, Any]:
    """Items, their categories and the themes of joint inspections, each section as a list of rows by column."""
    found = catalogues.tree("inspection_items.yaml")
    return found | {name: catalogues.table(found[name]) for name in ("categories", "items", "themes")}


def load() -> int:
    """Bring the table in line with the packaged list."""
    held = packaged()
    categories = {row["id"]: row for row in held["categories"]}
    changed = set(InspectionItem.objects.filter(revision__gt=0).values_list("code", flat=True))
    items = [
        InspectionItem(
            code=row["id"],
            category=row["category"],
            category_name=categories[row["category"]]["name"],
            name=row["name"],
            kind=row["kind"],
            subjects=row["subjects"],
            methods=row["methods"],
            level=row["level"],
            ratios=row["ratios"],
            safety=row["safety"],
            department=categories[row["category"]]["department"],
            frequency=row["frequency"],
            basis=cited(row["basis"]),
            check_mark=row["check"],
            edition=held["edition"],
        )
        for row in held["items"]
        if row["id"] not in changed
    ]
    columns = [f.name for f in InspectionItem._meta.concrete_fields if not f.primary_key]
    InspectionItem.objects.bulk_create(items, update_conflicts=True, unique_fields=["code"], update_fields=columns)
    return len(items)

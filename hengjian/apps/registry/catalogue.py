"""Loading the business-scope catalogue that the package carries."""

import csv
from importlib import resources

from .models import ScopeItem


def load() -> int:
    """Bring the table of scope items in line with the packaged file."""
    text = resources.files("hengjian.law").joinpath("catalogues/business_scope.csv").read_text(encoding="utf-8")
    items = [
        ScopeItem(
            code=r["code"],
            text=r["scope_zh"],
            licensed=r["kind"] == "licensed",
            pre_permit=r["pre_or_post"] == "pre",
            permit=r["permit"],
            gbt4754=r["gbt4754"],
        )
        for r in csv.DictReader(text.splitlines())
    ]
    ScopeItem.objects.bulk_create(
        items,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["text", "licensed", "pre_permit", "permit", "gbt4754"],
    )
    return len(items)

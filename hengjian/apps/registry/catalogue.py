"""Loading the reference lists that the package carries: business scope and entity types."""

from hengjian.kernel import catalogues

from .models import EntityType, NegativeEntry, ScopeItem

# Which form, rules and papers an entity type follows, by the first characters of its code; the longest match counts.
GROUPS = {
    "1": "company", "2": "branch", "3": "non_company", "4": "non_company", "43": "branch", "453": "partnership",
    "454": "sole_proprietorship", "455": "branch", "456": "branch", "5": "company", "54": "partnership",
    "58": "branch", "6": "company", "64": "partnership", "68": "branch", "7": "foreign_branch", "91": "cooperative",
    "92": "branch", "95": "individual_business",
}  # fmt: skip


def load() -> int:
    """Bring the tables in line with the packaged files; the number of scope items."""
    _load_types()
    _load_negative_lists()
    return _load_scope()


def _load_negative_lists() -> None:
    """Bring the packaged entries into the table; entries an administrator added stay."""
    rows = [
        NegativeEntry(
            code=r["code"],
            list_name=r["list"],
            kind=r["kind"],
            text=r["text"],
            industries=r["industries"],
            words=r["words"],
            cite=r["cite"],
            since=r["from"],
            check_value=r["check"],
        )
        for r in catalogues.table(catalogues.tree("negative_lists.yaml"))
    ]
    fields = ["list_name", "kind", "text", "industries", "words", "cite", "since", "check_value"]
    NegativeEntry.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=fields)


def _load_types() -> None:
    types = [
        EntityType(
            code=r["national_code"],
            name=r["zh"],
            name_en=r["en"],
            group=next(
                (GROUPS[r["national_code"][:n]] for n in (3, 2, 1) if r["national_code"][:n] in GROUPS), "other"
            ),
            uscc_prefix=r["uscc_prefix"] if r["uscc_prefix"].isdigit() else "",
        )
        for r in catalogues.rows("entity_types.csv")
        if r["national_code"]
    ]
    fields = ["name", "name_en", "group", "uscc_prefix"]
    EntityType.objects.bulk_create(types, update_conflicts=True, unique_fields=["code"], update_fields=fields)


def _load_scope() -> int:
    items = [
        ScopeItem(
            code=r["code"],
            text=r["scope_zh"],
            licensed=r["kind"] == "licensed",
            pre_permit=r["pre_or_post"] == "pre",
            permit=r["permit"],
            gbt4754=r["gbt4754"],
        )
        for r in catalogues.rows("business_scope.csv")
    ]
    fields = ["text", "licensed", "pre_permit", "permit", "gbt4754"]
    ScopeItem.objects.bulk_create(items, update_conflicts=True, unique_fields=["code"], update_fields=fields)
    return len(items)

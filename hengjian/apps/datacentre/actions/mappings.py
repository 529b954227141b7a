"""Mappings of sources: drafted, looked at by a second person, in force, replaced by the next version."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.datacentre import sources
from hengjian.apps.datacentre.models import ImportedTable
from hengjian.apps.datacentre.procedures import SourceMapping
from hengjian.apps.datacentre.procedures.mappings import FEEDS, FORMATS
from hengjian.apps.datacentre.queries import standard
from hengjian.apps.datacentre.rules import mapping as rules
from hengjian.apps.datacentre.rules import transforms
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import CLOCK, CLOCKWORK, Role, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete
from hengjian.kernel.sheets import BadFile

KEEPERS = (Role.HANDLER, Role.ANALYST, Role.ADMIN)
ADOPTERS = (Role.HEAD, Role.APPROVER, Role.ADMIN)
ORDER = ("public", "internal", "personal", "sensitive", "important", "core")


class MappedColumn(Given):
    source: str = ask(gettext_lazy("Column of the source"), at_most=200)
    element: str = ask(gettext_lazy("Data element"), kind="data_element", at_most=40)
    transform: str = ask(gettext_lazy("Turned by"), choices=transforms.CHOICES, default="as_is")
    argument: str = ask(gettext_lazy("Mark"), default="", at_most=6)
    required: bool = ask(gettext_lazy("Required"), kind="check", default=False)
    key: bool = ask(gettext_lazy("Part of the key"), kind="check", default=False)


class MappingDraft(Given):
    title: str = ask(gettext_lazy("Title"), at_least=2, at_most=120)
    table_key: str = ask(
        gettext_lazy("Key of the table"),
        pattern=r"^[a-z][a-z0-9_]{2,39}$",
        help=gettext_lazy("Small letters, digits and _"),
    )
    supplier: str = ask(gettext_lazy("Supplied by"), at_least=2, at_most=120)
    kind: str = ask(gettext_lazy("Comes as"), choices=FORMATS, default="file")
    source: str = ask(gettext_lazy("Configured database"), default="", at_most=30)
    source_table: str = ask(gettext_lazy("Table of the database"), default="", at_most=130)
    newest_by: str = ask(
        gettext_lazy("Element that tells the newer of two rows"), kind="data_element", default="", at_most=40
    )
    feeds: str = ask(gettext_lazy("Passed on to"), choices=FEEDS, default="")
    disclosed: bool = ask(gettext_lazy("Show its public elements to the public"), kind="check", default=False)
    article: str = ask(gettext_lazy("Article that orders it public"), default="", at_most=300)
    columns: list[MappedColumn] = ask(gettext_lazy("Columns"))


class MappingColumns(Given):
    columns: list[MappedColumn] = ask(gettext_lazy("Columns"))


class MappingReason(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=500)


@act(None, SourceMapping.drafted, by=KEEPERS, label=gettext_lazy("Draft a mapping"), basis="network_data_regulation")
def draft_mapping(row: SourceMapping, given: MappingDraft, on: Occasion) -> None:
    """Which column of the source is which element of the standard."""
    what = _("No mapping was drafted.")
    row.columns = _sound(given.columns, what)
    known = {line["element"] for line in row.columns}
    if given.newest_by and given.newest_by not in known:
        raise Incomplete(what, fields={"newest_by": _("This element is not among the columns.")})
    if given.kind == "table":
        _there(given, what)
    if given.disclosed and not given.article:
        raise Incomplete(what, fields={"article": _("Nothing is shown to the public without an article.")})
    standing = ImportedTable.objects.filter(key=given.table_key).first()
    if standing is not None and standing.code != row.code:
        fact = _("Another authority answers for a table of this key.")
        raise Incomplete(what, fact=fact, fields={"table_key": fact})
    row.edition = 1 + (standing.edition if standing else 0)
    for name in MappingDraft.model_fields.keys() - {"columns"}:
        setattr(row, name, getattr(given, name))


def _there(given: MappingDraft, what: str) -> None:
    """Refuse a table that cannot be read now, or has not the columns."""
    try:
        head = sources.look(given.source, given.source_table, 1).head
    except BadFile as bad:
        name = "source_table" if sources.address_of(given.source) else "source"
        raise Incomplete(what, fact=str(bad), fields={name: str(bad)}) from None
    lines = rules.lines_of(line.model_dump(mode="json") for line in given.columns)
    fields = {
        f"columns.{n}.source": _("There is no column %(names)s.") % {"names": line.source}
        for n, line in enumerate(lines)
        if set(line.sources) - set(head)
    }
    if fields:
        raise Incomplete(what, fields=fields)


def _sound(lines: list[MappedColumn], what: str) -> list[dict[str, Any]]:
    kept = [line.model_dump(mode="json") for line in lines]
    rules.sound(rules.lines_of(kept), standard.elements()).require(what)
    return kept


@act(SourceMapping.drafted, None, by=KEEPERS, label=gettext_lazy("Change the columns"))
def change_columns(row: SourceMapping, given: MappingColumns, on: Occasion) -> None:
    """Another table of columns in the place of the draft's."""
    row.columns = _sound(given.columns, _("The columns were not changed."))
    if row.newest_by and row.newest_by not in {line["element"] for line in row.columns}:
        row.newest_by = ""


@act(
    SourceMapping.drafted,
    SourceMapping.adopted,
    by=ADOPTERS,
    label=gettext_lazy("Adopt the mapping"),
    basis="network_data_regulation",
    apart_from=("draft_mapping", "change_columns"),
)
def adopt_mapping(row: SourceMapping, given: Nothing, on: Occasion) -> None:
    """In force from now on; the version before gives way."""
    standing = ImportedTable.objects.filter(key=row.table_key).first()
    if standing is not None and standing.edition >= row.edition:
        raise Conflict(
            _("The mapping was not adopted."),
            fact=_("Version %(n)d is in force already.") % {"n": standing.edition},
            remedy=_("Draft it anew from that version."),
        )
    elements = standard.elements()
    privacy = max((elements[line["element"]].privacy for line in row.columns), key=ORDER.index)
    groups = [elements[line["element"]].group for line in row.columns]
    values = {
        "title": row.title, "supplier": row.supplier, "code": row.code, "privacy": privacy, "columns": row.columns,
        "standard": max(groups, key=groups.count), "mapping_id": row.pk, "edition": row.edition,
        "disclosed": row.disclosed, "article": row.article, "synthetic": row.synthetic,
    }  # fmt: skip
    if standing is not None:
        on.then(f"{SourceMapping.key}.replace_mapping", standing.mapping_id)
    with acting_as(CLOCKWORK):
        ImportedTable.objects.update_or_create(key=row.table_key, defaults=values)


@act(SourceMapping.adopted, SourceMapping.replaced, by=CLOCK, label=gettext_lazy("Replace by a later version"))
def replace_mapping(row: SourceMapping, given: Nothing, on: Occasion) -> None:
    """A later version is in force."""


@act(SourceMapping.adopted, SourceMapping.retired, by=ADOPTERS, label=gettext_lazy("Take the mapping out of use"))
def retire_mapping(row: SourceMapping, given: MappingReason, on: Occasion) -> None:
    """Nothing more comes in by it; what came in stays."""
    on.note = given.reason


@act(
    SourceMapping.drafted, SourceMapping.dropped, by=KEEPERS, label=gettext_lazy("Give the draft up"), favourable=False
)
def drop_mapping(row: SourceMapping, given: MappingReason, on: Occasion) -> None:
    """It was never in force."""
    on.note = given.reason

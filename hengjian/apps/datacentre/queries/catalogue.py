"""What data there are: datasets that the rooms offer and tables that were brought in, seen as one kind of thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.utils import timezone
from django.utils.translation import gettext as _

from hengjian.kernel.models import Authority
from hengjian.lake import catalogue, discover, store
from hengjian.lake.offer import Column, Dataset, Kind, Privacy

from . import standard
from .holdings import Imported, imported

PLACES = ("place", "code", "division", "office")
IMPORT_FRESH = 24 * 31  # hours; a table that is brought in says itself how often it comes
BROUGHT = "imported"
ORDER = [Privacy.OPEN, Privacy.INTERNAL, Privacy.PERSONAL]


@dataclass(frozen=True)
class Resource:
    """数据资源: one row of the catalogue. `dataset` is the declaration behind it, None for a table that was brought in."""

    key: str
    title: str
    room: str  # label of the room that answers for it
    owner: str
    columns: tuple[Column, ...]
    grain: tuple[str, ...]
    rows: int | None
    at: datetime | None
    fresh: int
    standard: str = ""
    dataset: Dataset | None = None
    table: Dataset | None = None  # rows of a table that was brought in, as they may leave

    @property
    def privacy(self) -> Privacy:
        """The class of its most protected column."""
        return max((column.privacy for column in self.columns), key=ORDER.index, default=Privacy.INTERNAL)

    @property
    def stale(self) -> bool:
        return self.at is None or timezone.now() - self.at > timedelta(hours=self.fresh)

    @property
    def shareable(self) -> bool:
        """Rows can be read by place: the dataset has a column of codes, or hangs on subjects, who have a place."""
        one = self.rows_of
        return one is not None and (bool(place_column(one)) or has_subject(one))

    @property
    def rows_of(self) -> Dataset | None:
        """How its rows are read for those with whom it is shared."""
        return self.dataset or self.table

    @property
    def offered(self) -> tuple[Column, ...]:
        """The columns that can be applied for; what is kept sealed is not among them."""
        return self.rows_of.columns if self.rows_of else self.columns

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)


def place_column(one: Dataset) -> str:
    """The column that says whose rows they are; empty where only the subject has a place."""
    names = {column.name for column in one.columns}
    return one.place or next((name for name in PLACES if name in names), "")


def has_subject(one: Dataset) -> bool:
    return any(column.name == "subject" for column in one.columns)


def room_titles() -> dict[str, str]:
    """What each room is called; what lies below the rooms is the platform."""
    named = {config.label: str(getattr(config, "title", "")) for config in apps.get_app_configs()}
    return {label: title or str(_("Platform")) for label, title in named.items()}


def resources() -> list[Resource]:
    """All of them, by key."""
    titles = room_titles()
    found = [_of_dataset(entry, titles) for entry in catalogue.entries()]
    brought = imported()
    names = dict(Authority.objects.filter(pk__in={one.owner for one in brought}).values_list("pk", "name"))
    return sorted([*found, *(_of_table(one, names) for one in brought)], key=lambda one: one.key)


def resource(key: str) -> Resource | None:
    """The resource of that key."""
    one = discover.datasets().get(key)
    if one is not None:
        return _of_dataset(catalogue.entry(one), room_titles())
    return next((found for found in resources() if found.key == key), None)


def titles() -> dict[str, str]:
    """Titles of all datasets by key, without a look at the files."""
    return {name: str(one.what) for name, one in discover.datasets().items()}


def _of_dataset(entry: catalogue.Entry, titles: dict[str, str]) -> Resource:
    one = entry.dataset
    label = entry.room
    return Resource(
        one.name, str(one.what), label, titles.get(label, label), one.columns, one.grain, entry.rows, entry.at, one.fresh,
        dataset=one,
    )  # fmt: skip


def _of_table(one: Imported, names: dict[str, str]) -> Resource:
    columns = tuple(_column(line) for line in one.columns)
    grain = tuple(column.name for column, line in zip(columns, one.columns, strict=True) if line.get("key"))
    return Resource(
        one.key, one.title, "datacentre", names.get(one.owner, one.owner), columns, grain, one.rows, one.at, IMPORT_FRESH,
        one.standard, table=_rows_of(one, columns),
    )  # fmt: skip


def _rows_of(one: Imported, columns: Sequence[Column]) -> Dataset:
    """The rows of a table that was brought in. Personal elements lie encrypted in another column and do not leave.

    Key and elements come from a mapping in force, whose names are those of the standard: nothing else gets into the query.
    """
    kept = [column for column in columns if column.privacy is not Privacy.PERSONAL]
    said = "".join(f", r.body->>'{column.name}' AS \"{column.name}\"" for column in kept)
    around = (
        Column("row_key", Kind.TEXT, _("Key of the row")),
        Column("code", Kind.TEXT, _("Authority"), Privacy.OPEN),
        Column("subject", Kind.INTEGER, _("Number of the subject"), null=True),
    )
    return Dataset(
        f"{BROUGHT}.{one.key}", one.title, ("row_key",), (*around, *kept),
        f"SELECT r.key AS row_key, t.code, r.subject_id AS subject{said} FROM datacentre_importedrow r "
        f"JOIN datacentre_importedtable t ON t.id = r.table_id WHERE t.key = '{one.key}' AND {{where}}",
        subject="r.subject_id", fresh=IMPORT_FRESH,
    )  # fmt: skip


# Classes of the data standard in the words of the lake.
CLASSES = {"public": Privacy.OPEN, "personal": Privacy.PERSONAL, "sensitive": Privacy.PERSONAL}


def _column(line: dict[str, Any]) -> Column:
    """A line of the mapping in force as a column; how protected it is, its data element says."""
    element = standard.elements().get(line["element"])
    privacy = CLASSES.get(element.privacy, Privacy.INTERNAL) if element else Privacy.INTERNAL
    return Column(line["element"], Kind.TEXT, line["source"], privacy)


def files_of(key: str) -> int:
    kept = store.read(key)
    return len(kept.files()) if kept else 0

"""What data there are: datasets that the rooms offer and tables that were brought in, seen as one kind of thing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.utils import timezone
from django.utils.translation import gettext as _

from hengjian.kernel.models import Authority
from hengjian.lake import catalogue, discover, store
from hengjian.lake.offer import Column, Dataset, Kind, Privacy

from .holdings import imported

PLACES = ("place", "code", "division", "office")
IMPORT_FRESH = 24 * 31  # hours; a table that is brought in says itself how often it comes
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
        return self.dataset is not None and (bool(place_column(self.dataset)) or has_subject(self.dataset))

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
    names = (
        dict(Authority.objects.filter(pk__in={one.owner for one in brought}).values_list("pk", "name"))
        if brought
        else {}
    )
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


def _of_table(one: Any, names: dict[str, str]) -> Resource:
    columns = tuple(_column(told) for told in one.columns)
    grain = tuple(column.name for column, told in zip(columns, one.columns, strict=True) if _is_key(told))
    title, standard = str(one.title), str(getattr(one, "standard", "") or "")
    return Resource(
        one.key, title, "datacentre", names.get(one.owner, one.owner), columns, grain, one.rows, one.at, IMPORT_FRESH, standard
    )  # fmt: skip


# Classes of the data standard in the words of the lake.
CLASSES = {"public": Privacy.OPEN, "personal": Privacy.PERSONAL, "sensitive": Privacy.PERSONAL}


def _is_key(told: Any) -> bool:
    return isinstance(told, dict) and bool(told.get("key"))


def _column(told: Any) -> Column:
    """A column of a table that was brought in, however it says what it is."""
    if isinstance(told, Column):
        return told
    if not isinstance(told, dict):
        return Column(str(told), Kind.TEXT, str(told))
    name = str(told.get("name") or told.get("element") or told.get("source", ""))
    what = str(told.get("title") or told.get("source") or name)
    return Column(name, Kind.TEXT, what, CLASSES.get(str(told.get("privacy", "")), Privacy.INTERNAL))


def files_of(key: str) -> int:
    kept = store.read(key)
    return len(kept.files()) if kept else 0

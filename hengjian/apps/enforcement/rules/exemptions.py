"""免罚清单 and 从轻减轻清单: what a cause may be spared for, which conditions are shown and which are not yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.law import cite

from . import discretion
from .causes import cause
from .facts import SAME, Fact, general, ways
from .packaged import table

KINDS: dict[str, str | Promise] = {"first": _("First violation, may be spared"), "minor": _("Minor, not punished")}


@dataclass(frozen=True)
class Exemption:
    """One row of a list. `met` and `missing` are its conditions by what was shown; complete when none is missing."""

    id: str
    kind: str
    conduct: str
    conditions: tuple[Fact, ...]
    measures: str
    source: str
    article: str
    causes: tuple[str, ...]
    field: str
    check: str
    met: tuple[Fact, ...] = ()
    missing: tuple[Fact, ...] = ()

    @property
    def complete(self) -> bool:
        return not self.missing

    @property
    def label(self) -> str | Promise:
        return KINDS[self.kind]


def _conditions(id: str, texts: str) -> tuple[Fact, ...]:
    found = []
    for n, text in enumerate(texts.split(";"), 1):
        same = SAME.get(text)
        found.append(general()[same] if same else Fact(f"{id}.{n}", "", text, "penalty_law art. 33", "medium"))
    return tuple(found)


@cache
def exemptions() -> tuple[Exemption, ...]:
    """Both lists as packaged."""
    return tuple(
        Exemption(
            id=row["id"],
            kind=row["kind"],
            conduct=row["zh"],
            conditions=_conditions(row["id"], row["conditions"]),
            measures=row["measures"],
            source=row["source"],
            article=cite("penalty_law art. 33").official,
            causes=tuple(row["causes"].split()),
            field=row["field"],
            check=row["check"],
        )
        for row in table("minor_exemptions.csv")
    )


def offered(cause_id: str, facts: Iterable[str]) -> list[Exemption]:
    """Exemptions of the cause with the conditions that the facts meet; those that are complete first."""
    shown = set(facts)
    found = []
    for one in exemptions():
        if cause_id in one.causes:
            met = tuple(c for c in one.conditions if c.id in shown)
            missing = tuple(c for c in one.conditions if c.id not in shown)
            found.append(Exemption(**{**vars(one), "met": met, "missing": missing}))
    return sorted(found, key=lambda e: (len(e.missing), e.id))


@dataclass(frozen=True)
class LeniencyItem:
    """One row of the list of mitigated or lighter penalties: the cause, the band, the facts that lead there."""

    cause: str
    name: str
    field: str
    band: str
    facts: tuple[Fact, ...]

    @property
    def label(self) -> str | Promise:
        return discretion.LABELS[self.band]


def lenient_items(band: str = "", field: str = "") -> list[LeniencyItem]:
    """从轻减轻处罚事项清单, read from the same table that `assess` runs on."""
    return [
        LeniencyItem(id, cause(id).name, cause(id).field, way.band, way.facts)
        for id in discretion.table_causes()
        for way in ways(id)
        if way.band in ((band,) if band else ("mitigated", "light")) and (not field or cause(id).field == field)
    ]

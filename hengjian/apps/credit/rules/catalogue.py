"""The catalogue of credit supervision as packaged: causes, lists, measures, commitments."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from hengjian.kernel import catalogues
from hengjian.kernel.law import LawUnknown, cite

REGISTERED_AS = {"individual_business": "individual", "cooperative": "cooperative"}


@dataclass(frozen=True)
class Row:
    """One row of a section: its key, its Chinese words, its articles, and whatever else the section says."""

    id: str
    zh: str
    basis: tuple[str, ...]
    check: str
    more: dict[str, Any]

    @property
    def article(self) -> str:
        """The articles as records print them."""
        return "、".join(_official(text) for text in self.basis)

    def says(self, name: str) -> str:
        """A further column as text; nothing where the row has none."""
        return str(self.more.get(name, ""))


def _official(text: str) -> str:
    try:
        return cite(text).official
    except LawUnknown:
        return text


@cache
def _file() -> dict[str, Any]:
    found: dict[str, Any] = catalogues.tree("credit.yaml")
    return found


@cache
def section(name: str) -> dict[str, Row]:
    """The rows of a section by key, in their order."""
    own = ("id", "zh", "basis", "check")
    return {
        raw["id"]: Row(
            raw["id"],
            raw["zh"],
            tuple(raw["basis"]),
            raw["check"],
            {key: value for key, value in raw.items() if key not in own},
        )
        for raw in _file()[name]
    }


def choices(name: str, **wanted: str) -> list[tuple[str, str]]:
    """Keys and words of the rows whose further columns are as wanted."""
    return [(row.id, row.zh) for row in section(name).values() if all(row.says(k) == v for k, v in wanted.items())]


def words(name: str, key: str) -> str:
    """The words of a row; the key itself where there is no such row."""
    row = section(name).get(key)
    return row.zh if row else key


def cause_for(cause: str, kind: str) -> str:
    """The cause as it is called for this kind of subject: an individual business is marked, not listed."""
    own = REGISTERED_AS.get(kind, "firm")
    twins = {
        ("no_annual_report", "individual"): "individual_no_report",
        ("unreachable_domicile", "individual"): "individual_unreachable",
        ("false_information", "individual"): "individual_false",
        ("no_annual_report", "cooperative"): "cooperative_no_report",
    }
    return twins.get((cause, own), cause)

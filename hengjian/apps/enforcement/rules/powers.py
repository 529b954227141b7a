"""执法事项目录: who may do what, by level, and what a township does by delegation (处罚法 22-24)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.kernel import divisions
from hengjian.kernel.law import Citation, cite

from .packaged import basis_words, table

KINDS: dict[str, str | Promise] = {
    "permit": gettext_lazy("Permits"),
    "penalty": gettext_lazy("Penalties"),
    "compulsion": gettext_lazy("Compulsory measures"),
    "inspection": gettext_lazy("Inspections"),
    "confirmation": gettext_lazy("Confirmations"),
    "ruling": gettext_lazy("Rulings"),
    "reward": gettext_lazy("Rewards"),
    "other": gettext_lazy("Other powers"),
}
LEVELS = ("nation", "province", "city", "county", "office")
LEVEL_WORDS: dict[str, str | Promise] = {
    "nation": gettext_lazy("Nation"),
    "province": gettext_lazy("Province"),
    "city": gettext_lazy("City"),
    "county": gettext_lazy("County or district"),
    "office": gettext_lazy("Township office"),
}


@dataclass(frozen=True)
class Power:
    """One matter of the catalogue: its kind, the levels that exercise it, the causes it covers."""

    id: str
    kind: str
    name: str
    levels: tuple[str, ...]
    by: str
    first: str
    last: str
    basis: str
    check: str

    def covers(self, cause_id: str) -> bool:
        """Does the matter hold this cause? Causes are named by their first and last."""
        same = bool(self.first) and self.first.rpartition("-")[0] == cause_id.rpartition("-")[0]
        return same and self.first <= cause_id <= self.last

    def at(self, level: str) -> bool:
        return level in self.levels

    @property
    def words(self) -> str:
        return basis_words(self.basis)


@dataclass(frozen=True)
class Delegated:
    """A matter handed down to a township: by whom, from when, until when, under which document."""

    power: str
    division: str
    since: date
    until: date | None
    document: str

    def holds(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class Competence:
    """May an authority of this level punish for this cause here today, why, and under which article."""

    ok: bool
    why: str | Promise
    cite: Citation
    power: str = ""


@cache
def powers() -> dict[str, Power]:
    """The catalogue by id, in its order."""
    return {row["id"]: _power(row) for row in table("enforcement_powers.csv")}


def _power(row: dict[str, str]) -> Power:
    first, _blank, last = row["causes"].partition(" ")
    levels = tuple(level for level in LEVELS[1:] if row[level] == "1")
    return Power(row["id"], row["kind"], row["zh"], levels, row["by"], first, last, row["basis"], row["check"])


def level_of(code: str) -> str:
    """The level of the authority with that code."""
    return LEVELS[divisions.level(code[:9] if len(code) > 9 else code)]


def power_for(cause_id: str) -> Power | None:
    """The matter of the catalogue under which a cause is punished."""
    return next((p for p in powers().values() if p.kind == "penalty" and p.covers(cause_id)), None)


def competent(cause_id: str, level: str, division: str, on: date, delegated: Sequence[Delegated] = ()) -> Competence:
    """County and above by the catalogue; a township office only for what was delegated to it and while that holds."""
    power = power_for(cause_id)
    if power is None:
        return Competence(False, _("The catalogue of matters does not hold this cause."), cite("penalty_law art. 22"))
    if level == "nation" or power.at(level):
        return Competence(True, _("This level exercises the matter."), cite("penalty_law art. 23"), power.id)
    mine = [d for d in delegated if d.power == power.id and d.division == division]
    if any(d.holds(on) for d in mine):
        found = next(d for d in mine if d.holds(on))
        why = _("Delegated to this township: %(document)s.") % {"document": found.document}
        return Competence(True, why, cite("penalty_law art. 24"), power.id)
    if mine:
        why = _("The delegation to this township does not hold on that day.")
        return Competence(False, why, cite("penalty_law art. 24"), power.id)
    if level == "office":
        why = _("A township office punishes only for what was delegated to it; the county is in charge.")
        return Competence(False, why, cite("penalty_law art. 24"), power.id)
    return Competence(False, _("This level does not exercise the matter."), cite("penalty_law art. 23"), power.id)


def listed(kind: str = "", level: str = "", text: str = "") -> list[Power]:
    """Matters of one kind and level whose name or basis holds every word."""
    return [
        p
        for p in powers().values()
        if (not kind or p.kind == kind)
        and (not level or p.at(level))
        and all(word in p.name or word in p.words or word == p.id for word in text.split())
    ]

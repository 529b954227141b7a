"""Reading files of benchmarks, delegations, experts, training, questions and teams: every faulty row is named."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hengjian.apps.enforcement.models import (
    DiscretionBenchmark,
    EnforcementTeam,
    ExamQuestion,
    Expert,
    PowerDelegation,
    TeamMember,
    TrainingRecord,
)
from hengjian.apps.enforcement.models.officers import TEAM_KINDS
from hengjian.apps.enforcement.rules.causes import FIELDS, causes
from hengjian.apps.enforcement.rules.discretion import BANDS
from hengjian.apps.enforcement.rules.powers import powers
from hengjian.kernel import divisions
from hengjian.kernel.models import Officer
from hengjian.kernel.principal import Principal

HEADS = {
    "benchmarks": ["place", "cause", "tier", "light_top", "heavy_from", "facts", "source", "since", "until"],
    "delegations": ["power", "division", "document", "since", "until"],
    "experts": ["name", "unit", "title", "fields", "items", "recused_from"],
    "training": ["username", "training", "hours", "days", "held_on"],
    "questions": ["key", "text", "a", "b", "c", "d", "right", "basis"],
    "teams": ["name", "code", "kind", "usernames"],
}
MOST = 20_000


@dataclass(frozen=True)
class BadRow:
    """A row that cannot be taken, by its number in the file, and why."""

    number: int
    why: str


@dataclass
class Taken:
    """What became of a file."""

    count: int = 0
    bad: list[BadRow] = field(default_factory=list)


class Unfit(ValueError):
    """A value that cannot be used, in words."""


Row = dict[str, str]


def take(kind: str, data: bytes, who: Principal) -> Taken:
    """Read the file and keep its rows, all of them or none."""
    try:
        rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))
    except (UnicodeDecodeError, csv.Error):
        return Taken(bad=[BadRow(0, _("This is no CSV file in UTF-8."))])
    lacking = [name for name in HEADS[kind] if not rows or name not in rows[0]]
    if lacking or len(rows) > MOST:
        return Taken(bad=[BadRow(1, _("Columns that are missing: %(names)s") % {"names": "、".join(lacking)})])
    out, made = Taken(), []
    for number, row in enumerate(rows, 2):
        try:
            made.append(MAKERS[kind]({k: (v or "").strip() for k, v in row.items() if k}, who))
        except Unfit as fault:
            out.bad.append(BadRow(number, str(fault)))
    if not out.bad:
        with transaction.atomic():
            KEEPERS[kind](made)
        out.count = len(made)
    return out


def _day(text: str, empty: bool = False) -> Any:
    if empty and not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Unfit(_("Write a date such as 2026-11-20.")) from None


def _number(text: str, top: int) -> int:
    if not text.isdigit() or int(text) > top:
        raise Unfit(_("Write a number up to %(top)d.") % {"top": top})
    return int(text)


def _place(code: str, who: Principal) -> str:
    try:
        divisions.level(code)
    except ValueError:
        raise Unfit(_("There is no such division.")) from None
    if not who.sees(code):
        raise Unfit(_("This place is not in your charge."))
    return code


def _benchmark(row: Row, who: Principal) -> DiscretionBenchmark:
    if row["cause"] not in causes():
        raise Unfit(_("There is no such cause."))
    if row["tier"] and row["tier"] not in {t.name for t in causes()[row["cause"]].tiers}:
        raise Unfit(_("The cause has no such range."))
    pairs = [part.split(":", 1) for part in row["facts"].split(";") if part]
    if any(len(pair) != 2 or pair[0] not in BANDS for pair in pairs):
        raise Unfit(
            _("Facts are written as band:fact, separated by semicolons; bands are %(bands)s.")
            % {"bands": ", ".join(BANDS)}
        )
    light, heavy = _number(row["light_top"], 100), _number(row["heavy_from"], 100)
    if light >= heavy:
        raise Unfit(_("Light must end below where heavy begins."))
    return DiscretionBenchmark(
        code=_place(row["place"], who), cause=row["cause"], tier=row["tier"], light_top=light, heavy_from=heavy, weighing=pairs,
        source=row["source"][:200], since=_day(row["since"]), until=_day(row["until"], empty=True), synthetic=who.synthetic,
    )  # fmt: skip


def _delegation(row: Row, who: Principal) -> PowerDelegation:
    if row["power"] not in powers():
        raise Unfit(_("The catalogue holds no such matter."))
    if len(row["division"]) < 9:
        raise Unfit(_("A matter is delegated to a township."))
    return PowerDelegation(
        power=row["power"], code=_place(row["division"], who), document=row["document"][:200],
        since=_day(row["since"]), until=_day(row["until"], empty=True), synthetic=who.synthetic,
    )  # fmt: skip


def _expert(row: Row, who: Principal) -> Expert:
    fields, items = row["fields"].split(), row["items"].split()
    if not row["name"] or not row["unit"] or not (fields or items) or set(fields) - {key for key, _label in FIELDS}:
        raise Unfit(_("A name, an employer and at least one known field or permit are needed."))
    recused = [name for name in row["recused_from"].split(";") if name]
    return Expert(
        name=row["name"],
        unit=row["unit"],
        title=row["title"],
        fields=fields,
        items=[item[:12] for item in items],
        recused_from=recused,
        synthetic=who.synthetic,
    )


def _officer(username: str, who: Principal) -> Officer:
    found = Officer.objects.filter(user__username=username).first()
    if found is None or not who.sees(found.authority_id):
        raise Unfit(_("There is no such officer in your charge."))
    return found


def _training(row: Row, who: Principal) -> TrainingRecord:
    officer = _officer(row["username"], who)
    return TrainingRecord(
        officer=officer, code=officer.authority_id, subject_of=row["training"][:120], hours=_number(row["hours"] or "0", 500),
        days=_number(row["days"] or "0", 200), held_on=_day(row["held_on"]), synthetic=who.synthetic,
    )  # fmt: skip


def _question(row: Row, who: Principal) -> ExamQuestion:
    options = {letter: row[letter] for letter in "abcd" if row[letter]}
    if not row["key"] or row["right"] not in options or len(options) < 2:
        raise Unfit(_("A question needs a key, two answers and which is right."))
    return ExamQuestion(
        key=row["key"][:20], text=row["text"][:500], options=options, right=row["right"], basis=row["basis"][:120]
    )


def _team(row: Row, who: Principal) -> tuple[EnforcementTeam, list[Officer]]:
    if row["kind"] not in dict(TEAM_KINDS):
        raise Unfit(_("There is no such type of enforcement."))
    members = [_officer(name, who) for name in row["usernames"].split()]
    return EnforcementTeam(
        name=row["name"][:80], code=_place(row["code"], who), kind=row["kind"], synthetic=who.synthetic
    ), members


def _keep(model: Any, unique: list[str], update: list[str]) -> Callable[[list[Any]], None]:
    def keep(rows: list[Any]) -> None:
        model.objects.bulk_create(rows, update_conflicts=True, unique_fields=unique, update_fields=update)

    return keep


def _keep_experts(rows: list[Expert]) -> None:
    """Who stands in the register already, by name and employer, is brought up to date."""
    held = {(e.name, e.unit): e.pk for e in Expert.objects.filter(name__in=[one.name for one in rows])}
    known = [one for one in rows if (one.name, one.unit) in held]
    for one in known:
        one.pk = held[one.name, one.unit]
    Expert.objects.bulk_update(known, ["title", "fields", "items", "recused_from", "active"])
    Expert.objects.bulk_create([one for one in rows if one.pk is None])


def _keep_teams(rows: list[tuple[EnforcementTeam, list[Officer]]]) -> None:
    for team, members in rows:
        held, _made = EnforcementTeam.objects.update_or_create(
            code=team.code, name=team.name, defaults={"kind": team.kind, "synthetic": team.synthetic}
        )
        TeamMember.objects.filter(team=held).delete()
        TeamMember.objects.bulk_create([TeamMember(team=held, officer=o) for o in dict.fromkeys(members)])


MAKERS: dict[str, Callable[[Row, Principal], Any]] = {
    "benchmarks": _benchmark,
    "delegations": _delegation,
    "experts": _expert,
    "training": _training,
    "questions": _question,
    "teams": _team,
}
KEEPERS: dict[str, Callable[[list[Any]], None]] = {
    "benchmarks": _keep(
        DiscretionBenchmark,
        ["code", "cause", "tier", "since"],
        ["light_top", "heavy_from", "weighing", "source", "until"],
    ),
    "delegations": _keep(PowerDelegation, ["power", "code", "since"], ["document", "until"]),
    "experts": _keep_experts,
    "training": _keep(TrainingRecord, ["officer", "subject_of", "held_on"], ["hours", "days"]),
    "questions": _keep(ExamQuestion, ["key"], ["text", "options", "right", "basis"]),
    "teams": _keep_teams,
}

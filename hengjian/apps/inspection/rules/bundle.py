"""The bundle of a draw: what is published, what witnesses receive, what each subject is handed (`docs/draw.md`, section 7)."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hengjian.kernel.ledger.entry import canonical

from .roster import OfficerRow, Row, tree
from .seed import Party, plan_hash, seed
from .selection import Drawn, Stratum, quotas, select, ticket
from .teams import match

PLAN, RESULT = "hengjian-draw-plan-v1", "hengjian-draw-result-v1"


@dataclass(frozen=True)
class Team:
    """How many officers go together and what the first of them must be able to do."""

    size: int = 2
    skill: str = ""

    @property
    def facts(self) -> dict[str, Any]:
        return {"size": self.size, "skill": self.skill}


@dataclass(frozen=True)
class Rule:
    """What is announced before any seed exists: how many, with what weights, at least how much pure chance."""

    draw: str
    title: str
    authority: str
    basis: tuple[str, ...]
    as_of: str
    total: int
    weights: Mapping[str, int]
    floor_ppm: int
    team: Team = field(default_factory=Team)


@dataclass(frozen=True)
class Locked:
    """A plan with its rosters under commitment; nothing in it can be changed once its hash is on the ledger."""

    rule: Rule
    parties: tuple[Party, ...]
    leaves: dict[str, list[bytes]]
    strata: tuple[Stratum, ...]
    officers: tuple[OfficerRow, ...]
    plan: dict[str, Any]

    @property
    def hash(self) -> str:
        return plan_hash(self.plan)


def lock(rule: Rule, rows: Iterable[Row], officers: Sequence[OfficerRow], parties: Sequence[Party]) -> Locked:
    """Freeze rule, rosters and commitments into the plan that is published before the draw."""
    by_stratum: dict[str, list[bytes]] = {name: [] for name in rule.weights}
    for row in rows:
        by_stratum[row.stratum].append(row.leaf)
    trees = {name: tree(leaves) for name, leaves in by_stratum.items()}
    names = sorted(rule.weights)
    shares = quotas(rule.total, [len(by_stratum[n]) for n in names], [rule.weights[n] for n in names])
    strata = tuple(
        Stratum(n, len(by_stratum[n]), rule.weights[n], q, rule.weights[n] > 0)
        for n, q in zip(names, shares, strict=True)
    )
    plan = {
        "format": PLAN,
        "draw": rule.draw,
        "title": rule.title,
        "authority": rule.authority,
        "basis": list(rule.basis),
        "as_of": rule.as_of,
        "total": rule.total,
        "floor_ppm": rule.floor_ppm,
        "strata": [
            {"name": s.name, "size": s.size, "weight": s.weight, "quota": s.quota, "root": trees[s.name][1]}
            for s in strata
        ],
        "officers": {"size": len(officers), "root": tree(o.leaf for o in officers)[1]},
        "team": rule.team.facts,
        "parties": [p.facts for p in parties],
    }
    return Locked(rule, tuple(parties), {n: t[0] for n, t in trees.items()}, strata, tuple(officers), plan)


@dataclass(frozen=True)
class Outcome:
    """What the draw gave: leaves for everybody, subjects and teams by name."""

    drawn: Drawn
    teams: dict[str, list[str]]
    result: dict[str, Any]


def draw(locked: Locked, values: Sequence[str], rows: Mapping[bytes, Row], drawn: Drawn | None = None) -> Outcome:
    """Hold the draw. `rows` opens leaves; `drawn` may come from a faster engine, which must give the same.

    Raises `BadSeed` where a value does not fit, `Blocked` where no team can be found.
    """
    at = seed(locked.rule.draw, locked.hash, locked.parties, values)
    found = drawn or select(at, locked.strata, locked.leaves, locked.rule.floor_ppm)
    visits = in_order(at, found, rows)
    teams = match(at, visits, locked.officers, locked.rule.team.size, locked.rule.team.skill)
    named = {row.id: sorted(team) for row, team in zip(visits, teams, strict=True)}
    result = {
        "format": RESULT,
        "draw": locked.rule.draw,
        "plan": locked.hash,
        "values": list(values),
        "seed": at.hex(),
        "strata": [{"name": s.name, "drawn": [leaf.hex() for leaf in found.strata[s.name]]} for s in locked.strata],
        "subjects": {id_: named[id_] for id_ in sorted(named)},
    }
    return Outcome(found, named, result)


def in_order(at: bytes, found: Drawn, rows: Mapping[bytes, Row]) -> list[Row]:
    """The drawn rows in the order of their tickets, in which teams are made up."""
    from_all = [leaf for leaves in found.strata.values() for leaf in leaves]
    return [rows[leaf] for _t, leaf in sorted((ticket(at, leaf), leaf) for leaf in from_all)]


def files(locked: Locked, outcome: Outcome, proofs: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The files of the public bundle, in their order."""
    yield "plan.json", canonical(locked.plan)
    for n, stratum in enumerate(locked.strata):
        yield f"leaves/{n}.bin", b"".join(locked.leaves[stratum.name])
    yield "result.json", canonical(outcome.result)
    for name in sorted(proofs):
        yield f"ledger/{name}.json", proofs[name]


def openings(rows: Iterable[Row], officers: Iterable[OfficerRow]) -> Iterator[tuple[str, bytes]]:
    """What only witnesses and courts receive besides: every row and every officer in the clear."""
    lines = [canonical({"id": r.id, "place": r.place, "salt": r.salt, "stratum": r.stratum}) for r in rows]
    yield "rows.jsonl", b"".join(line + b"\n" for line in sorted(lines))
    lines = [canonical(o.facts | {"salt": o.salt}) for o in officers]
    yield "officers.jsonl", b"".join(line + b"\n" for line in sorted(lines))


def pack(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of which every byte is fixed by the files in it: stored, no dates, in the order given."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts:
            archive.writestr(stamp(name), data)
    return out.getvalue()


def stamp(name: str) -> zipfile.ZipInfo:
    """The entry of a file whose date and rights say nothing."""
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.create_system, info.external_attr = 3, 0o644 << 16
    return info

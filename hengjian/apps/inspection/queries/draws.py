"""Draws as they are published, handed to each subject, and opened to witnesses."""

import json
from dataclasses import dataclass
from typing import Any

from django.db.models import BinaryField, F, Func, QuerySet

from hengjian.apps.inspection.models import DrawnSubject, DrawRow, DrawSecret, PublishedDraw
from hengjian.apps.inspection.rules import bundle
from hengjian.apps.inspection.rules.locked import WIDTH, parted, path, reopened, salt, strata_of
from hengjian.apps.inspection.rules.roster import Row, opening
from hengjian.apps.inspection.rules.selection import inclusion_ppm, ticket
from hengjian.kernel.ledger.entry import canonical
from hengjian.kernel.ledger.proofs import proof_bundle
from hengjian.kernel.principal import CLOCKWORK, acting_as

from .rosters import frozen_officers, frozen_rows, officer_rows


def drawn_for(draw: PublishedDraw) -> QuerySet[DrawnSubject]:
    """Who was drawn, by name."""
    return DrawnSubject.objects.filter(draw=draw).order_by("name", "pk")


def first_leaves(draw: PublishedDraw, most: int) -> dict[str, list[bytes]]:
    """The first leaves of each stratum, without reading the megabytes of a large roster."""
    parts, at = {}, 1
    for n, stratum in enumerate(draw.plan["strata"]):
        length = WIDTH * min(stratum["size"], most)
        parts[f"part{n}"] = Func(F("leaves"), at, length, function="substring", output_field=BinaryField())
        at += WIDTH * stratum["size"]
    row = PublishedDraw.objects.filter(pk=draw.pk).annotate(**parts).values_list(*parts).get()
    return {
        s["name"]: [bytes(data)[n : n + WIDTH] for n in range(0, len(data), WIDTH)]
        for s, data in zip(draw.plan["strata"], row, strict=True)
    }


def secret(proceeding_id: int) -> bytes:
    """The key of a draw's salts, within the running scope."""
    return bytes.fromhex(DrawSecret.objects.get(proceeding_id=proceeding_id).key)


def proofs(draw: PublishedDraw) -> dict[str, bytes]:
    """Proof files of the acts that recorded plan and result, with what those acts said: both are published anyway."""
    found: dict[str, bytes] = {}
    with acting_as(CLOCKWORK):  # the content of an act is in its proceeding's scope; of these two everybody may know it
        for name, act_id in (("plan", draw.plan_act), ("result", draw.result_act)):
            proof = proof_bundle(act_id, content=True) if act_id else None
            if proof is not None:
                found[name] = json.dumps(proof, ensure_ascii=False, sort_keys=True).encode()
    return found


def public_files(draw: PublishedDraw) -> list[tuple[str, bytes]]:
    """The files of the public bundle (docs/draw.md, section 7) from what is published, and from nothing else."""
    plan, leaves = draw.plan, parted(draw.plan, bytes(draw.leaves))
    out = [("plan.json", canonical(plan))]
    out += [(f"leaves/{n}.bin", b"".join(leaves[s["name"]])) for n, s in enumerate(plan["strata"])]
    if draw.result is not None:
        out.append(("result.json", canonical(draw.result)))
    return out + [(f"ledger/{name}.json", data) for name, data in sorted(proofs(draw).items())]


def public_bundle(draw: PublishedDraw) -> bytes:
    """What everybody downloads."""
    return bundle.pack(public_files(draw))


def whole_bundle(draw: PublishedDraw) -> bytes:
    """The bundle with all openings, for who may receive them; reads the roster in the running scope."""
    key = secret(draw.proceeding_id)
    rows = frozen_rows(draw.proceeding_id, draw.number, key, salt)
    officers = frozen_officers(draw.proceeding_id)
    opened = officer_rows(draw.number, officers, {o["ident"]: salt(key, o["ident"]) for o in officers})
    return bundle.pack([*public_files(draw), *bundle.openings(rows.values(), opened)])


@dataclass(frozen=True)
class OwnRow:
    """What one subject may know of itself in one draw."""

    draw: PublishedDraw
    subject_id: int
    stratum: str
    chance_ppm: int
    excluded: bool
    ticket: str
    cutoff: str
    drawn: bool | None


def own_rows(subjects: tuple[int, ...], most: int = 30) -> list[OwnRow]:
    """The rows of one's own subjects in published draws, newest first. The caller has made sure that they are one's own."""
    with acting_as(CLOCKWORK):
        rows = list(
            DrawRow.objects.filter(subject_id__in=subjects)
            .order_by("-pk")
            .values_list("proceeding_id", "subject_id", "stratum", "leaf")[:most]
        )
    draws = {
        d.proceeding_id: d for d in PublishedDraw.objects.filter(proceeding_id__in=[r[0] for r in rows]).defer("leaves")
    }
    return [_own(draws[p], s, stratum, bytes(leaf)) for p, s, stratum, leaf in rows if p in draws]


def _own(draw: PublishedDraw, subject_id: int, stratum: str, leaf: bytes) -> OwnRow:
    strata = {s.name: s for s in strata_of(draw.plan)}
    mine = strata[stratum]
    population = sum(s.size for s in strata.values() if s.by_chance)
    chance = inclusion_ppm(population, mine.size, mine.quota, draw.plan["floor_ppm"]) if mine.by_chance else 0
    if draw.result is None:
        return OwnRow(draw, subject_id, stratum, chance, not mine.by_chance, "", "", None)
    seed = bytes.fromhex(draw.result["seed"])
    drawn = next(s["drawn"] for s in draw.result["strata"] if s["name"] == stratum)
    cutoff = ticket(seed, bytes.fromhex(drawn[-1])).hex() if drawn else ""
    mine_drawn = leaf.hex() in drawn
    return OwnRow(draw, subject_id, stratum, chance, not mine.by_chance, ticket(seed, leaf).hex(), cutoff, mine_drawn)


def opening_of(draw: PublishedDraw, subject_id: int) -> bytes | None:
    """The opening of one subject's row, for that subject; None where it does not stand in the roster."""
    with acting_as(CLOCKWORK):
        row = DrawRow.objects.filter(proceeding_id=draw.proceeding_id, subject_id=subject_id).first()
        if row is None:
            return None
        key = secret(draw.proceeding_id)
    mine = Row(draw.number, row.ident, row.stratum, row.place, salt(key, row.ident))
    leaves = parted(draw.plan, bytes(draw.leaves))[row.stratum]
    return opening(mine, leaves, path(leaves, leaves.index(mine.leaf)), draw.plan_hash)


def reopen(draw: PublishedDraw, officers: list[dict[str, Any]], key: bytes) -> bundle.Locked:
    """The locked plan with its officers, as the draw needs it."""
    salts = {o["ident"]: salt(key, o["ident"]) for o in officers}
    return reopened(draw.plan, bytes(draw.leaves), officer_rows(draw.number, officers, salts))

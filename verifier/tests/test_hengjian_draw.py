"""The draw against the vectors of docs/draw.md, the platform's own code, and forgeries."""

import hashlib
import importlib.util
import random
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hengjian.apps.inspection.rules import bundle, roster, seed, selection, teams
from hengjian.kernel.ledger.merkle import SHA256

HERE = Path(__file__).parent.parent
DOCS = (HERE.parent / "docs" / "draw.md").read_text(encoding="utf-8")


def _load(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules.setdefault(name, module)
    spec.loader.exec_module(module)
    return module


_load("hengjian_verify")
check: Any = _load("hengjian_draw")

DRAW = "411602-2026-7"
PARTIES = [("市市场监督管理局", "department"), ("市卫生健康委员会", "department"), ("市消费者协会", "witness")]


def _salt(text: str) -> str:
    return hashlib.sha256(f"salt of {text}".encode()).hexdigest()


def _value(name: str) -> str:
    return hashlib.sha256(f"value of {name}".encode()).hexdigest()


def _told(what: str) -> str:
    found = re.search(rf"^\| {re.escape(what)} \| ([^|]+) \|$", DOCS, re.M)
    assert found, what
    return found[1]


def _table() -> list[list[str]]:
    rows = re.findall(r"^\| (\S+) \| (\d) \| (\d+) \| ([0-9a-f]{64}) \| ([0-9a-f]{64}) \|$", DOCS, re.M)
    return [list(r) for r in rows]


def _rows() -> list[roster.Row]:
    return [roster.Row(DRAW, id_, stratum, place, _salt(id_)) for id_, stratum, place, _leaf, _ticket in _table()]


def _officers() -> list[roster.OfficerRow]:
    names = ["豫0001 王静", "豫0002 孙晓", "豫0003 李青", "豫0004 刘畅"]
    return [
        roster.OfficerRow(DRAW, name, ("4116",), ("food",) if n < 2 else (), 4, ("92411602MD0013511D",) if n == 0 else (), _salt(name))
        for n, name in enumerate(names)
    ]  # fmt: skip


def _parties() -> list[seed.Party]:
    return [seed.Party(name, role, seed.commitment(DRAW, name, _value(name))) for name, role in PARTIES]


def _held(
    rows: list[roster.Row] | None = None, total: int = 3
) -> tuple[bundle.Locked, bundle.Outcome, list[roster.Row]]:
    rows = rows or _rows()
    rule = bundle.Rule(DRAW, "样本抽签", "川汇区市场监督管理局", ("国发〔2019〕5号",), "2026-11-19", total, {"1": 1, "2": 2}, 100_000,
                       bundle.Team(2, "food"))  # fmt: skip
    locked = bundle.lock(rule, rows, _officers(), _parties())
    return locked, bundle.draw(locked, [_value(n) for n, _role in PARTIES], {r.leaf: r for r in rows}), rows


def _public() -> bytes:
    locked, outcome, _rows = _held()
    return bundle.pack(bundle.files(locked, outcome, {}))


def _full() -> bytes:
    locked, outcome, rows = _held()
    return bundle.pack([*bundle.files(locked, outcome, {}), *bundle.openings(rows, _officers())])


def test_the_vectors_of_the_page() -> None:
    locked, outcome, rows = _held()
    assert len(rows) == 6
    at = bytes.fromhex(outcome.result["seed"])
    assert [[r.leaf.hex(), selection.ticket(at, r.leaf).hex()] for r in rows] == [r[3:] for r in _table()]
    assert _told("quotas") == ", ".join(str(s.quota) for s in locked.strata)
    assert _told("roots") == ", ".join(s["root"] for s in locked.plan["strata"])
    assert _told("root of the officers") == locked.plan["officers"]["root"]
    assert _told("commitments") == ", ".join(p.commitment for p in locked.parties)
    assert _told("hash of the plan") == locked.hash
    assert _told("seed") == outcome.result["seed"]
    assert _told("teams") == "; ".join(f"{i}: {', '.join(t)}" for i, t in outcome.result["subjects"].items())
    assert _told("SHA-256 of the public bundle without proofs") == hashlib.sha256(_public()).hexdigest()


def test_the_checker_agrees_and_says_what_it_could_not_check() -> None:
    said = [s[0] for s in check.check(_public())]
    assert "4/4 rows drawn again, all the same" in said
    assert sum(s.startswith("not checked") for s in said) == 2
    assert "every row opened; subjects and teams are those drawn" in [s[0] for s in check.check(_full())]


def _opening(row: roster.Row, locked: bundle.Locked) -> bytes:
    leaves = locked.leaves[row.stratum]
    return roster.opening(row, leaves, _path(leaves, leaves.index(row.leaf)), locked.hash)


def _path(leaves: list[bytes], index: int) -> list[bytes]:
    """Inclusion path of RFC 9162, 2.1.3.1, the recursive definition."""
    if len(leaves) == 1:
        return []
    k = 1 << (len(leaves) - 1).bit_length() - 1
    left, right = leaves[:k], leaves[k:]
    from_left = index < k
    other = bundle.tree(right if from_left else left)[1]
    return [*(_path(left, index) if from_left else _path(right, index - k)), bytes.fromhex(other)]


def test_each_subject_finds_its_own_row_and_its_outcome() -> None:
    locked, outcome, rows = _held()
    for row in rows:
        said = [s[0] for s in check.check(_public(), _opening(row, locked))]
        assert any(("was drawn" if row.id in outcome.teams else "was not drawn") in s for s in said)


@pytest.mark.parametrize("which", ["public", "full"])
def test_any_altered_byte_is_caught(which: str) -> None:
    data = _public() if which == "public" else _full()
    for at in range(len(data)):
        forged = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        assert _refused(forged), at


def test_a_byte_missing_or_added_is_caught() -> None:
    data = _full()
    assert _refused(data[:-1])
    assert _refused(data + b"\0")
    assert _refused(b"\0" + data)


def test_any_altered_byte_of_an_opening_is_caught() -> None:
    locked, _outcome, rows = _held()
    own = _opening(rows[2], locked)
    for at in range(len(own)):
        assert _refused(_public(), own[:at] + bytes([own[at] ^ 1]) + own[at + 1 :]), at


def _refused(data: bytes, row: bytes | None = None) -> bool:
    try:
        list(check.check(data, row))
    except (check.Broken, KeyError, TypeError, ValueError, AttributeError, IndexError):
        return True
    return False


def test_a_subject_exchanged_for_another_is_caught_by_who_holds_the_openings() -> None:
    locked, outcome, rows = _held()
    subjects = dict(outcome.result["subjects"])
    gone = next(iter(subjects))
    spared = next(r.id for r in rows if r.id not in subjects)
    subjects[spared] = subjects.pop(gone)
    forged = bundle.Outcome(outcome.drawn, outcome.teams, outcome.result | {"subjects": subjects})
    assert _refused(bundle.pack([*bundle.files(locked, forged, {}), *bundle.openings(rows, _officers())]))


def test_a_value_exchanged_after_the_commitment_stops_the_draw() -> None:
    locked, _outcome, rows = _held()
    values = [_value(n) for n, _role in PARTIES]
    values[1] = _value("another")
    with pytest.raises(seed.BadSeed, match="市卫生健康委员会"):
        bundle.draw(locked, values, {r.leaf: r for r in rows})


MANY = st.lists(st.sampled_from("12"), min_size=1, max_size=60)


@settings(max_examples=40, deadline=None)
@given(MANY, st.integers(0, 40))
def test_both_programs_draw_the_same(strata: list[str], total: int) -> None:
    rows = [roster.Row(DRAW, f"样{n}", s, "411602", _salt(str(n))) for n, s in enumerate(strata)]
    rule = bundle.Rule(DRAW, "样", "样", ("样",), "2026-11-19", total, {"1": 1, "2": 3}, 50_000, bundle.Team(2))
    staff = [roster.OfficerRow(DRAW, f"员{n}", ("41",), (), 60, (), _salt(f"o{n}")) for n in range(3)]
    locked = bundle.lock(rule, rows, staff, _parties())
    outcome = bundle.draw(locked, [_value(n) for n, _role in PARTIES], {r.leaf: r for r in rows})
    data = bundle.pack([*bundle.files(locked, outcome, {}), *bundle.openings(rows, staff)])
    assert not _refused(data)


@settings(max_examples=60, deadline=None)
@given(MANY, st.integers(0, 59), st.binary(min_size=32, max_size=32))
def test_one_row_more_or_less_moves_only_the_places_it_takes(strata: list[str], at: int, start: bytes) -> None:
    """Consistent sampling: with quotas as they are, at most the row itself and the one that takes its place differ."""
    rows = [roster.Row(DRAW, f"样{n}", s, "411602", _salt(str(n))) for n, s in enumerate(strata)]
    gone = rows[at % len(rows)]
    fewer = [r for r in rows if r is not gone]

    def drawn(some: list[roster.Row]) -> set[bytes]:
        leaves = {n: [r.leaf for r in some if r.stratum == n] for n in "12"}
        groups = [selection.Stratum(n, len(leaves[n]), 1, min(5, len(leaves[n]))) for n in "12"]
        return {leaf for chosen in selection.select(start, groups, leaves).strata.values() for leaf in chosen}

    assert len(drawn(rows) ^ drawn(fewer)) <= 2


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 500), st.lists(st.tuples(st.integers(0, 200), st.integers(0, 9)), min_size=1, max_size=6))
def test_quotas_never_exceed_a_stratum_nor_fall_short_of_the_total(total: int, strata: list[tuple[int, int]]) -> None:
    sizes, weights = [s for s, _w in strata], [w for _s, w in strata]
    found = selection.quotas(total, sizes, weights)
    room = sum(s for s, w in strata if w)
    assert all(0 <= q <= (s if w else 0) for q, s, w in zip(found, sizes, weights, strict=True))
    assert min(total, room) <= sum(found) <= min(total, room) + len(strata)
    assert found == check.quotas(total, [{"size": s, "weight": w} for s, w in strata])


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 8), st.integers(1, 6), st.integers(0, 2**32))
def test_a_matching_is_found_whenever_there_is_one(rows_n: int, staff_n: int, shuffle: int) -> None:
    """Against brute force: a team for every row exists exactly if the matcher finds it."""
    dice = random.Random(shuffle)
    rows = [roster.Row(DRAW, f"样{n}", "1", "411602", _salt(str(n))) for n in range(rows_n)]
    staff = [
        roster.OfficerRow(DRAW, f"员{n}", ("41",), ("food",) if dice.random() < 0.5 else (), dice.randint(0, 3),
                          tuple(r.id for r in rows if dice.random() < 0.4), _salt(f"o{n}"))
        for n in range(staff_n)
    ]  # fmt: skip
    try:
        made = teams.match(b"\1" * 32, rows, staff, 2, "food")
    except teams.Blocked as blocked:
        blocker = blocked
    else:
        blocker = None
    if blocker:
        assert not _possible(rows, staff, {o.id: o.load for o in staff})
        assert blocker.needed > 0
        return
    load = {o.id: o.load for o in staff}
    for row, team in zip(rows, made, strict=True):
        lead, second = (next(o for o in staff if o.id == name) for name in team)
        assert lead is not second
        assert lead.may_visit(row, "food")
        assert second.may_visit(row)
        load[lead.id] -= 1
        load[second.id] -= 1
    assert min(load.values()) >= 0


def _possible(rows: list[roster.Row], staff: list[roster.OfficerRow], load: dict[str, int]) -> bool:
    if not rows:
        return True
    for lead in staff:
        for second in staff:
            if lead is second or not load[lead.id] or not load[second.id]:
                continue
            if lead.may_visit(rows[0], "food") and second.may_visit(rows[0]):
                left = load | {lead.id: load[lead.id] - 1, second.id: load[second.id] - 1}
                if _possible(rows[1:], staff, left):
                    return True
    return False


def test_the_roots_are_those_of_the_ledger_s_trees() -> None:
    leaves = sorted(hashlib.sha256(bytes([n])).digest() for n in range(7))
    assert check.root_of(leaves) == bytes.fromhex(bundle.tree(leaves)[1])
    assert check.root_of([]) == SHA256.empty()

"""The risk class of one subject and the same formula for all: worked entities, properties, the way to a better class."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import Any

import pyarrow as pa
import pyarrow.parquet
import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from hengjian.apps.credit.queries.risk_system import catalogue, packaged
from hengjian.apps.credit.rules import risk, risk_lake
from hengjian.apps.credit.rules.risk_system import BadSystem, Indicator, System, as_data, changed, system_of
from hengjian.lake.engine import DUCKDB, SPARK, Engine
from hengjian.lake.tests.engines import engine_named

SYSTEM = packaged()
DATA = catalogue()
COLS = DATA["examples"]["cols"]
WORKED = [dict(zip(COLS, row, strict=True)) for row in DATA["examples"]["rows"]]
STATES = ("registered", "dormant", "licence_revoked", "ordered_closed")


def value(raw: Any) -> Any:
    return raw if isinstance(raw, str) else Decimal(str(raw))


def facts(worked: dict[str, Any]) -> dict[str, Any]:
    told = DATA["example_defaults"] | worked["values_that_differ"] | dict.fromkeys(worked["credits"], 1)
    return {name: value(raw) for name, raw in told.items()}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with override("en"):
        yield


def table_of(rows: list[dict[str, Any]], system: System = SYSTEM) -> pa.Table:
    """The facts as the lake has them: numbers as decimals, what is unknown empty."""
    columns: dict[str, pa.Array] = {"subject": pa.array(range(len(rows)), pa.int64())}
    for one in system.indicators:
        kind = pa.string() if one.words else pa.decimal128(18, 4)
        columns[one.id] = pa.array([row.get(one.id) for row in rows], kind)
    for name in ("K1", "K2", "K3"):
        columns[name] = pa.array([row.get(name) for row in rows], pa.decimal128(18, 4))
    columns["state"] = pa.array([row.get("state") for row in rows], pa.string())
    return pa.table(columns)


def all_at_once(
    rows: list[dict[str, Any]], engine: Engine, tmp_path: Any, system: System = SYSTEM
) -> list[tuple[Any, ...]]:
    file = tmp_path / "facts.parquet"
    pa.parquet.write_table(table_of(rows, system), file)
    found = engine.arrow(risk_lake.graded(engine.files([file]), system)).to_pylist()
    return [(r["score"], r["grade"], r["coverage"]) for r in sorted(found, key=lambda r: r["subject"])]


def one_by_one(rows: list[dict[str, Any]], system: System = SYSTEM) -> list[tuple[Any, ...]]:
    found = [risk.assess(row, system) for row in rows]
    return [(a.score, a.grade, a.coverage) for a in found]


# ---- worked entities ----


@pytest.mark.parametrize("worked", WORKED, ids=lambda w: w["name"])
def test_a_worked_entity_comes_out_as_reckoned_by_hand(worked: dict[str, Any]) -> None:
    found = risk.assess(facts(worked), SYSTEM)
    told = [(c.indicator.id, c.band, c.indicator.weight, c.points) for c in found.contributions if c.points]
    assert told == [(i, band, weight, round(points * 100)) for i, _v, band, weight, points in worked["contributions"]]
    assert (found.gross, found.score) == (round(worked["gross"] * 100), round(worked["net"] * 100))
    assert (found.by_score, [f.id for f in found.floors], found.grade) == (
        worked["class_by_score"], worked["floors"], worked["final_class"],
    )  # fmt: skip


def test_the_worked_entities_come_out_the_same_all_at_once(tmp_path: Any) -> None:
    rows = [facts(worked) for worked in WORKED]
    assert all_at_once(rows, Engine(DUCKDB), tmp_path) == one_by_one(rows)


def test_the_packaged_system_has_the_five_groups_and_at_least_thirty_indicators() -> None:
    assert len(SYSTEM.indicators) >= 30
    assert list(SYSTEM.groups) == ["basic", "dynamic", "supervision", "related", "social"]
    weights = {g: sum(i.weight for i in SYSTEM.indicators if i.group == g) for g in SYSTEM.groups}
    assert weights == {row[0]: row[3] for row in DATA["groups"]["rows"]}


# ---- one formula ----


def value_for(one: Indicator) -> st.SearchStrategy[Any]:
    if one.words:
        return st.sampled_from([None, "unheard of", *one.words])
    edges = [bound for bound, _score in one.bands if bound is not None]
    near = [e + d for e in edges for d in (Decimal("-0.0001"), Decimal(0), Decimal("0.0001"))]
    return st.one_of(st.none(), st.sampled_from(near), st.decimals(0, 10_000, places=4))


def entities() -> st.SearchStrategy[dict[str, Any]]:
    known = {one.id: value_for(one) for one in SYSTEM.indicators}
    flags = dict.fromkeys(("K1", "K2", "K3"), st.sampled_from([None, Decimal(0), Decimal(1)]))
    return st.fixed_dictionaries({**known, **flags, "state": st.sampled_from(STATES)})


@pytest.mark.parametrize("name", [DUCKDB, SPARK])
def test_every_engine_reckons_as_the_rule_does_at_every_edge_of_every_band(name: str, tmp_path_factory: Any) -> None:
    engine = engine_named(name)
    folder = tmp_path_factory.mktemp("facts")

    @settings(max_examples=15 if name == DUCKDB else 2, deadline=None, database=None)
    @given(st.lists(entities(), min_size=1, max_size=12))
    def same(rows: list[dict[str, Any]]) -> None:
        assert all_at_once(rows, engine, folder) == one_by_one(rows)

    same()


def test_what_is_missing_adds_nothing_and_is_counted() -> None:
    found = risk.assess({}, SYSTEM)
    assert (found.score, found.grade, found.coverage) == (0, "A", 0)
    assert len(found.missing) == len(SYSTEM.indicators)


def test_a_column_that_no_room_yields_is_missing_for_all(tmp_path: Any) -> None:
    file = tmp_path / "facts.parquet"
    pa.parquet.write_table(table_of([facts(w) for w in WORKED]).select(["subject", "B01", "S01", "state"]), file)
    engine = Engine(DUCKDB)
    found = engine.arrow(risk_lake.graded(engine.files([file]), SYSTEM)).to_pylist()
    kept = [{k: v for k, v in facts(w).items() if k in ("B01", "S01")} for w in WORKED]
    assert [(r["score"], r["grade"], r["coverage"]) for r in found] == one_by_one(kept)


@given(entities(), st.sampled_from([i for i in SYSTEM.indicators if i.words or len(i.bands) > 1]))
@settings(max_examples=60, deadline=None)
def test_a_worse_fact_never_makes_a_better_class(row: dict[str, Any], one: Indicator) -> None:
    def with_band(score: int) -> risk.Assessment:
        if one.words:
            word = next(w for w, s in one.words.items() if s == score)
            return risk.assess(row | {one.id: word}, SYSTEM)
        lower = Decimal(0)
        for bound, band in one.bands:
            if band == score:
                break
            lower = bound or lower
        return risk.assess(row | {one.id: lower}, SYSTEM)

    scores = one.scores
    found = [with_band(s).score for s in scores]
    assert found == sorted(found)


# ---- the way to a better class ----


def after(found: risk.Assessment, way: risk.Way) -> risk.Assessment:
    """The class if every step were made: each fact at a value of the band that the step names, floors gone."""
    values = {c.indicator.id: c.value for c in found.contributions}
    for step in way.steps:
        one = step.indicator
        gone = [f for f in way.floors if f.indicator == one.id]
        if one.words:
            values[one.id] = next(w for w, s in one.words.items() if s == step.to and not any(f.holds(w) for f in gone))
        else:
            starts = [Decimal(0), *(b for b, _s in one.bands if b is not None)]
            values[one.id] = next(b for b, (_u, s) in zip(starts, one.bands, strict=True) if s == step.to)
    return risk.assess(values, found.system)


@given(entities())
@settings(max_examples=150, deadline=None)
def test_the_way_leads_to_the_class_it_names(row: dict[str, Any]) -> None:
    found = risk.assess(row | {"K1": None, "K2": None, "K3": None, "state": "registered"}, SYSTEM)
    way = risk.way(found)
    if way is not None:
        assert after(found, way).grade <= way.to < found.grade


def test_the_way_of_the_shell_firm_is_to_leave_the_list_and_to_insure_its_staff() -> None:
    """E4: 26.40 points and floor F3. Leaving the list gives 6 and lifts the floor; 0.41 more are wanted."""
    way = risk.way(risk.assess(facts(WORKED[3]), SYSTEM))
    assert way is not None
    assert (way.to, [f.id for f in way.floors]) == ("B", ["F3"])
    assert [(s.indicator.id, s.band, s.to) for s in way.steps] == [("S01", 100, 0), ("B10", 80, 50)]


def test_the_way_asks_for_the_fewest_changes_and_for_those_that_can_be_made_first() -> None:
    found = risk.assess(facts(WORKED[2]), SYSTEM)  # E3: 15.5, B; 7.51 are wanted for A
    steps = risk.fewest(found.adding, 751) or []
    pool = [c for c in found.adding if c.indicator.how in ("act", "time")]
    fewest = next(
        n for n in range(1, 9) if any(sum(c.points for c in chosen) >= 751 for chosen in combinations(pool, n))
    )
    assert len(steps) == fewest
    easy = risk.fewest(found.adding, 60) or []
    assert [s.indicator.how for s in easy] == ["act"]
    assert risk.fewest(found.adding, 10_001) is None
    assert risk.fewest(found.adding, 0) == []


def test_who_is_in_the_best_class_has_no_way_to_go() -> None:
    assert risk.way(risk.assess(facts(WORKED[0]), SYSTEM)) is None


# ---- changes and warnings ----


def test_a_change_names_the_facts_that_made_it() -> None:
    before, now = facts(WORKED[0]), facts(WORKED[0]) | {"S01": Decimal(1), "S02": Decimal(1)}
    found = risk.changes(before, now, SYSTEM)
    assert [(c.id, c.points) for c in found] == [("S01", 420), ("S02", 90)]


@pytest.mark.parametrize(
    ("was", "now", "warned"),
    [(("A", 100), ("B", 810), True), (("B", 900), ("A", 700), False), (("C", 2000), ("C", 2800), True),
     (("C", 2000), ("C", 2799), False)],
)  # fmt: skip
def test_a_worse_class_and_a_jump_are_warned_of(was: Any, now: Any, warned: bool) -> None:
    assert risk.warns(*was, *now, SYSTEM.jump) is warned


# ---- the system itself ----


def test_a_version_reads_back_as_it_was() -> None:
    assert system_of(as_data(SYSTEM)) == SYSTEM


def test_changes_make_a_new_version() -> None:
    new = changed(SYSTEM, ["S01.weight = 4", "", "S03.weight = 8", "D.from = 38", "B06.bands = 4:0, 20:30, *:80"], "v2")
    assert (new.version, new.indicator("S01").weight, new.indicator("S03").weight) == ("v2", 4, 8)
    assert new.grade_of(3800) == "D"
    assert new.indicator("B06").band(Decimal(19)) == 30
    assert SYSTEM.indicator("S01").weight == 6


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("S01.weight = 5", "add up to 99"),
        ("Q9.weight = 5", "names no weight"),
        ("S01.weight = many", "names no weight"),
        ("D.from = 10", "must begin at rising scores"),
        ("B06.bands = 9:0, 4:30, *:60", "must rise"),
        ("B06.bands = 4:0, 11:30", "the last must have no bound"),
        ("B06.bands = 4:0, *:130", "between 0 and 100"),
        ("nonsense", "names no weight"),
    ],
)
def test_a_change_that_breaks_the_system_is_refused_by_name(line: str, why: str) -> None:
    with pytest.raises(BadSystem, match=why):
        changed(SYSTEM, [line], "v2")

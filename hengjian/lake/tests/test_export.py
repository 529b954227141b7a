"""The lake holds what the database holds: counts agree, broken exports leave nothing, persons leave as hashes."""

import dataclasses
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.conf import LazySettings
from django.db import connection
from django.utils import timezone

from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import make_subject, make_world
from hengjian.lake import catalogue, discover, export, quality, store
from hengjian.lake.engine import Engine
from hengjian.lake.offer import Column, Dataset, Kind, OneOf, Privacy, Refers, SubjectFacts, Within

pytestmark = pytest.mark.django_db
TABLE = "lake_toy"
NOTES = Dataset(
    "toy.notes",
    "Notes",
    grain=("note",),
    place="code",
    columns=(
        Column("note", Kind.INTEGER, "Number"),
        Column("code", Kind.TEXT, "Place"),
        Column("at", Kind.INSTANT, "When"),
        Column("text", Kind.TEXT, "Words", null=True),
        Column("amount", Kind.DECIMAL, "Amount", null=True),
        Column("day", Kind.DATE, "Day", null=True),
        Column("person", Kind.TEXT, "Who", Privacy.PERSONAL, null=True),
        Column("done", Kind.FLAG, "Done", null=True),
    ),
    query="SELECT note, code, at, text, amount, day, person, done FROM lake_toy WHERE {where}",
    subject="note",
)
MONTHLY = dataclasses.replace(NOTES, name="toy.monthly", since="at")
LINES = [
    (
        1,
        "411602",
        "2026-09-30T16:00Z",
        'a "quoted"\nline, with commas',
        "12.5000",
        "2026-09-30",
        "410102199001011234",
        True,
    ),
    (2, "411602002", "2026-10-02T00:00Z", "", None, None, "410102199001011234", False),
    (3, "411624", "2026-10-03T00:00Z", None, "-0.0001", "1999-12-31", None, None),
    (4, "420100", "2026-10-03T00:00Z", "𬸚", "99999999999999.9999", None, "41010219900101123X", True),
]


def add(*lines: tuple[Any, ...]) -> None:
    with acting_as(CLOCKWORK), connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {TABLE} VALUES (%s, %s, %s, %s, %s, %s, %s, %s)", lines)


@pytest.fixture
def toy(tmp_path: Path, settings: LazySettings) -> Path:
    settings.HENGJIAN_LAKE = tmp_path
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMP TABLE {TABLE} (note bigint, code text, at timestamptz, text text, amount numeric, day date, "
            "person text, done boolean)"
        )
        cursor.execute(f"GRANT ALL ON {TABLE} TO hengjian_officer")
    add(*LINES)
    return tmp_path


def rows(one: Dataset) -> list[dict[str, Any]]:
    found = pq.ParquetDataset(store.paths(one.name), partitioning=None).read().to_pylist()
    return sorted(found, key=lambda row: row["note"])


def test_every_value_arrives_as_it_was(toy: Path) -> None:
    assert export.export(NOTES) == export.Exported("toy.notes", 4, 4, 1)
    found = rows(NOTES)
    assert [row["text"] for row in found] == [line[3] for line in LINES]  # an empty text is no missing one
    assert [None if row["amount"] is None else str(row["amount"]) for row in found] == [line[4] for line in LINES]
    assert [row["day"] and row["day"].isoformat() for row in found] == [line[5] for line in LINES]
    assert [row["done"] for row in found] == [line[7] for line in LINES]
    assert found[0]["at"].isoformat() == "2026-09-30T16:00:00"  # UTC


def test_files_are_parted_by_the_first_four_digits_of_the_place(toy: Path) -> None:
    export.export(NOTES)
    parts = {Path(path).parent.name: pq.read_metadata(path).num_rows for path in store.paths("toy.notes")}
    assert parts == {"place=4116": 3, "place=4201": 1}


def test_persons_leave_the_database_as_hashes_only(toy: Path) -> None:
    export.export(NOTES)
    hashes = [row["person"] for row in rows(NOTES)]
    assert hashes[0] == hashes[1] != hashes[3]
    assert hashes[2] is None
    assert all(len(h) == 64 for h in hashes if h)
    assert not any(b"19900101" in Path(p).read_bytes() for p in store.paths("toy.notes"))


def test_a_second_export_writes_only_the_months_that_have_grown(toy: Path) -> None:
    assert export.export(MONTHLY) == export.Exported("toy.monthly", 4, 4, 2)
    september = set(store.read("toy.monthly").batches["2026-09"].files)
    assert export.export(MONTHLY) == export.Exported("toy.monthly", 4, 0, 0)
    add((5, "411602", "2026-10-20T00:00Z", "later", None, None, None, None))
    assert export.export(MONTHLY) == export.Exported("toy.monthly", 5, 4, 1)
    assert set(store.read("toy.monthly").batches["2026-09"].files) == september
    assert [row["note"] for row in rows(MONTHLY)] == [1, 2, 3, 4, 5]


def test_a_row_that_committed_late_is_made_good(toy: Path) -> None:
    export.export(MONTHLY)
    add((6, "411602", "2026-09-01T00:00Z", "late", None, None, None, None))
    assert export.export(MONTHLY).written == 2  # the rows of September
    assert len(rows(MONTHLY)) == 5


def test_an_export_that_breaks_off_leaves_what_was(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export.export(NOTES)
    before, files = store.read("toy.notes"), set(toy.rglob("*.parquet*"))
    add((7, "411602", "2026-10-20T00:00Z", "new", None, None, None, None))

    def full(*args: Any, **options: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(export.pq.ParquetWriter, "write_table", full)
        with pytest.raises(OSError, match="No space"):
            export.export(NOTES)
    assert store.read("toy.notes") == before
    assert set(toy.rglob("*.parquet*")) == files
    assert export.export(NOTES).rows == 5  # and the next one makes it good


def test_a_file_that_lost_rows_is_noticed(toy: Path) -> None:
    export.export(MONTHLY)
    first = Path(store.paths("toy.monthly")[0])
    pq.write_table(pq.read_table(first, partitioning=None).slice(0, 0), first)
    with pytest.raises(export.Disagrees, match="does not hold"):
        export.export(MONTHLY)


def test_a_dataset_without_rows_is_there_all_the_same(toy: Path) -> None:
    none = dataclasses.replace(NOTES, name="toy.none", query=NOTES.query.replace("{where}", "note < 0 AND {where}"))
    assert export.export(none).rows == 0
    assert Engine().table("toy.none").columns == tuple(c.name for c in NOTES.columns)


def test_a_changed_declaration_is_exported_anew(toy: Path) -> None:
    export.export(MONTHLY)
    fewer = dataclasses.replace(MONTHLY, columns=MONTHLY.columns[:4],
                                query="SELECT note, code, at, text FROM lake_toy WHERE {where}")  # fmt: skip
    assert export.export(fewer).written == 4
    assert set(rows(fewer)[0]) == {"note", "code", "at", "text"}


# ---- quality ----


def failed(one: Dataset) -> dict[str, int]:
    export.export(one)
    return {f"{c.kind} {c.of}": c.broken for c in quality.check(one, Engine()) if not c.passed}


def test_a_sound_dataset_passes(toy: Path) -> None:
    assert failed(NOTES) == {}


def test_each_fault_is_counted(toy: Path) -> None:
    add((1, "411602", "2026-10-20T00:00Z", "twice", None, None, None, None),
        (8, None, "2026-10-20T00:00Z", "odd", "-5", None, None, None))  # fmt: skip
    strict = dataclasses.replace(
        NOTES,
        rules=(Within("amount", at_least=0), OneOf("text", ("twice",)), Refers("note", "kernel.subjects.subject")),
    )
    assert failed(strict) == {
        "grain note": 1,
        "empty code": 1,
        "within amount: 0…None": 2,
        "one_of text: twice": 4,
        "refers note → kernel.subjects.subject": 6,  # which is not in this lake
    }


def test_what_was_never_exported_fails(toy: Path) -> None:
    assert [c.kind for c in quality.check(NOTES, Engine())] == [quality.MISSING]
    assert catalogue.entry(NOTES).stale


# ---- what rooms offer ----


def test_every_offer_of_the_rooms_is_exported_and_passes_its_checks(toy: Path) -> None:
    make_world()
    make_subject("周口市川汇区样禾餐饮店")
    for one in discover.datasets().values():
        export.export(one)
    faults = [c for one in discover.datasets().values() for c in quality.check(one, Engine()) if not c.passed]
    assert faults == []
    assert {"kernel.acts", "kernel.disclosures", "kernel.subjects", "registry.entities"} <= set(discover.datasets())


def test_today_in_a_query_is_the_day_in_china() -> None:
    one = dataclasses.replace(NOTES, query="SELECT {today} WHERE {where}")
    with connection.cursor() as cursor:
        cursor.execute(one.sql())
        assert cursor.fetchone() == (timezone.localdate(),)


def test_the_condition_fits_either_spelling_of_the_placeholder() -> None:
    bare = dataclasses.replace(NOTES, query="SELECT note FROM lake_toy {where}")
    assert bare.sql() == "SELECT note FROM lake_toy "
    assert bare.of_subject(7) == "SELECT note FROM lake_toy WHERE note = 7"
    assert NOTES.of_subject(7).endswith("WHERE (note = 7)")
    assert NOTES.sql().endswith("WHERE true")


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"grain": ("nothing",)}, "nothing is no column"),
        ({"query": "SELECT 1"}, "must hold {where} once"),
        ({"grain": ()}, "it has no grain"),
        ({"rules": (Within("nothing"),)}, "nothing is no column"),
    ],
)
def test_an_offer_that_contradicts_itself_is_refused(wrong: dict[str, Any], why: str) -> None:
    with pytest.raises(discover.BadOffer, match=why):
        discover.sound(dataclasses.replace(NOTES, **wrong))


def test_facts_of_subjects_have_the_grain_subject() -> None:
    values = {f.name: getattr(NOTES, f.name) for f in dataclasses.fields(NOTES)}
    with pytest.raises(discover.BadOffer, match="grain subject"):
        discover.sound(SubjectFacts(**values))

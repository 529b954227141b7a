"""One indicator, three engines: what the database says of a world is what the lake says of its export, on DuckDB and on Spark."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.utils import timezone

from hengjian.apps.consumer.procedures import Complaint
from hengjian.apps.consumer.tests.builders import accepted, complained, settled, shop
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import make_world
from hengjian.lake import discover, indicator
from hengjian.lake.engine import DUCKDB, SPARK, Engine
from hengjian.lake.export import export
from hengjian.lake.indicator import Days, declared, differing, figures
from hengjian.lake.tests.engines import engine_named

pytestmark = pytest.mark.django_db
SOME = (
    "consumer.prepaid_share",
    "inspection.visits_per_subject",
    "registry.entities",
)  # share, different things, count


@pytest.fixture
def lake(settings: LazySettings, tmp_path: Path) -> Path:
    """A few complaints, one at the last moment of a day in China, exported."""
    settings.HENGJIAN_LAKE = tmp_path / "lake"
    world = make_world()
    subject = shop(world)
    settled(world, subject)
    accepted(world, subject)
    row = complained(subject, problem="prepaid")
    with acting_as(CLOCKWORK):
        evening = timezone.make_aware(timezone.datetime(2026, 3, 31, 23, 59, 59, 999_999))
        Complaint.objects.filter(pk=row.pk).update(opened_at=evening)
    for name in sorted({name for one in declared().values() for name in one.reads}):
        export(discover.datasets()[name])
    return tmp_path


def spans() -> list[tuple[date, date]]:
    today = timezone.localdate()
    return [
        (date(2026, 1, 1), today + timedelta(days=40)),
        (date(2026, 3, 1), date(2026, 3, 31)),
        (date(2026, 4, 1), date(2026, 4, 1)),
    ]


def test_the_database_and_duckdb_say_the_same_of_every_place(lake: Path) -> None:
    engine = Engine(DUCKDB)
    assert len(declared()) >= 12
    for id in declared():
        for since, until in spans():
            assert differing(figures(engine, id, since, until), id, since, until) == []
    march = figures(engine, "consumer.received", *spans()[1])
    assert {code: one.numerator for code, one in march.items()} == {"0": 1, "41": 1, "4116": 1, "411602": 1}


def test_spark_says_the_same_as_duckdb(lake: Path) -> None:
    spark = engine_named(SPARK)
    duck = Engine(DUCKDB)
    for id in SOME:
        assert figures(spark, id, *spans()[0]) == figures(duck, id, *spans()[0])


def test_a_difference_is_told_with_both_numbers(lake: Path) -> None:
    found = figures(Engine(DUCKDB), "consumer.received", *spans()[0])
    with acting_as(CLOCKWORK):
        Complaint.objects.filter(problem="prepaid").update(opened_at=timezone.now() - timedelta(days=900))
    [*lines] = differing(found, "consumer.received", *spans()[0])
    assert [line.split(":")[0] for line in lines] == [
        f"consumer.received {code}" for code in ("0", "41", "4116", "411602")
    ]
    with pytest.raises(CommandError, match="the lake"):
        call_command("lake", "indicators", "consumer.received", "--compare", "--since", "2026-01-01")


def test_the_command_shows_the_figures_of_a_place(lake: Path, capsys: Any) -> None:
    call_command(
        "lake", "indicators", "consumer.received", "--code", "411602", "--since", "2026-03-01", "--until", "2026-03-31"
    )
    assert "1/1" in capsys.readouterr().out
    with pytest.raises(CommandError, match="no formula over the lake"):
        call_command("lake", "indicators", "no.such")


def test_days_begin_in_china() -> None:
    assert Days(date(2026, 3, 31), date(2026, 3, 31)).since == date(2026, 3, 31)
    assert indicator._begin(date(2026, 3, 31)).isoformat() == "2026-03-30T16:00:00"

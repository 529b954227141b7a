"""What checks offer to the lake and to indicators, against checks that were really done."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from hengjian.apps.inspection.facts import CHECKS, PROBLEM, RISK
from hengjian.apps.inspection.rules.results import PROBLEM_CODES
from hengjian.apps.inspection.tests.builders import ITEM, concluded, drawn, ordered, recorded, run_out, shop
from hengjian.kernel.indicator import Span, indicators
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World, signed_in
from hengjian.lake.offer import Dataset

pytestmark = pytest.mark.django_db
FIRST = f"{ITEM}-q01"


def rows(dataset: Dataset, where: str = "") -> list[tuple[object, ...]]:
    with acting_as(CLOCKWORK), connection.cursor() as cursor:
        cursor.execute(dataset.sql(where))
        assert len(cursor.description) == len(dataset.columns)
        return list(cursor.fetchall())


def test_the_risk_facts_of_a_subject_count_what_was_found(world: World) -> None:
    """S07 share of checks with problems, S08 unreachable or refused, S10 corrections that ran out."""
    subject = shop(world)
    concluded(world, recorded(world, subject, source="抽1号"), "1")
    concluded(world, recorded(world, subject, FIRST, source="抽2号"), "4")
    row = recorded(world, subject, FIRST, source="抽3号")
    run_out(ordered(world, row))
    drawn(world, subject, source="抽4号")  # not decided yet: counts nowhere
    assert rows(RISK, f"{RISK.subject} = {subject.pk}") == [(subject.pk, Decimal("0.5000"), 1, 1)]


def test_a_subject_that_was_never_checked_has_no_row(world: World) -> None:
    assert rows(RISK, f"{RISK.subject} = {shop(world).pk}") == []


def test_the_dataset_of_checks_has_a_row_a_check(world: World) -> None:
    row = concluded(world, recorded(world, shop(world), FIRST), "8")
    [found] = rows(CHECKS)
    names = [column.name for column in CHECKS.columns]
    said = dict(zip(names, found, strict=True))
    assert (said["id"], said["codes"], said["problem"], said["faults"], said["officers"]) == (row.pk, "8", True, 1, 2)


def test_sql_and_rule_call_the_same_codes_a_problem() -> None:
    assert {code.strip("'") for code in PROBLEM.split("[")[1].split("]")[0].split(",")} == PROBLEM_CODES


def test_indicators_are_counted_over_checks(world: World) -> None:
    concluded(world, recorded(world, shop(world), FIRST), "8")
    today = timezone.localdate()
    span = Span("411602", today - timedelta(days=1), today)
    with acting_as(world.officer):
        found = {key: one.figure(span) for key, one in indicators().items() if key.startswith("inspection.")}
    assert found["inspection.outside_draws"].value == Decimal("0.00")
    assert found["inspection.problems_found"].value == Decimal("100.00")


def test_published_results_are_open_to_everybody(world: World) -> None:
    run_out(concluded(world, recorded(world, shop(world)), "1"))
    [one] = Client().get("/api/v1/inspection/results").json()
    assert (one["result"], one["codes"]) == ("未发现问题", ["1"])
    assert "未发现问题" in Client().get("/checks/results/").content.decode()
    page = signed_in(world.enterprise).get("/checks/mine/").content.decode()
    assert one["number"] in page

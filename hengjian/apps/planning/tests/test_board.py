"""The board: what is kept of which span, what a place without a figure has, which weeks are read again, signals."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import ProgrammingError, connection
from django.db.transaction import atomic
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hengjian.apps.consumer.tests.builders import complained, shop
from hengjian.apps.planning.actions.board import prune, refresh
from hengjian.apps.planning.models import IndicatorFigure
from hengjian.apps.planning.queries import board
from hengjian.apps.planning.rules import board as rules
from hengjian.apps.planning.tasks import compute_board
from hengjian.kernel.divisions import NATION
from hengjian.kernel.indicator import indicators
from hengjian.kernel.models import Proceeding
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World, make_world

DAYS = st.dates(date(2012, 1, 1), date(2040, 12, 31))
RECEIVED, PREPAID = "consumer.received", "consumer.prepaid_share"


# ---- spans ----


@given(DAYS)
def test_spans_end_with_the_day_and_each_has_its_like_a_year_before(on: date) -> None:
    found = board.spans(on)
    assert set(found) == {"year", "days30", "yesterday", "year_before", "days30_before", "yesterday_before"}
    assert found["year"] == (date(on.year, 1, 1), on)
    assert (found["days30"][1] - found["days30"][0]).days == 29
    assert found["year_before"][0] == date(on.year - 1, 1, 1)
    for key in ("year", "days30", "yesterday"):
        assert 365 <= (found[key][1] - found[f"{key}_before"][1]).days <= 366


def test_the_day_that_only_leap_years_have_is_the_last_of_february_before() -> None:
    assert rules.year_before(date(2028, 2, 29)) == date(2027, 2, 28)


@given(DAYS, st.sampled_from([rules.WEEK, rules.MONTH]))
def test_steps_are_whole_over_and_without_a_gap(on: date, step: str) -> None:
    found = rules.steps(step, on)
    assert found[0][1] < on
    assert (on - found[0][1]).days <= 31
    assert all(later[0] - timedelta(days=1) == sooner[1] for later, sooner in zip(found, found[1:], strict=False))
    assert len(found) in ((24,) if step == rules.MONTH else range(103, 109))


# ---- signals ----

FLAT = [(date(2026, 1, 4) + timedelta(days=7 * n), Decimal(20 + (n % 3))) for n in range(26)]
NEXT = FLAT[-1][0] + timedelta(days=7)


@pytest.mark.parametrize(
    ("value", "alarm", "up"), [("21", "", False), ("22.6", "yellow", True), ("40", "red", True), ("2", "red", False)]
)
def test_a_week_is_told_where_it_leaves_the_band(value: str, alarm: str, up: bool) -> None:
    found = rules.expectation(FLAT, Decimal(value), NEXT)
    assert found is not None
    assert (found.alarm, found.up) == (alarm, up)
    assert found.wide.low <= found.narrow.low <= found.narrow.mid <= found.narrow.high <= found.wide.high


def test_two_weeks_say_nothing_and_counts_are_never_below_nought() -> None:
    assert rules.expectation(FLAT[:2], Decimal(3), NEXT) is None
    falling = [(day, Decimal(max(0, 20 - n))) for n, (day, _v) in enumerate(FLAT)]
    found = rules.expectation(falling, Decimal(0), NEXT)
    assert found is not None
    assert found.wide.low == 0


# ---- what is kept ----


@pytest.fixture
def world() -> World:
    made = make_world()
    subject = shop(made)
    complained(subject)
    complained(subject, problem="prepaid")
    return made


def kept(id: str, code: str, key: str = "days30") -> IndicatorFigure:
    days = board.spans(timezone.localdate())[key]
    return board.latest([id], [code], [days])[id, code, *days]


def once(*ids: str) -> int:
    return refresh(None, timezone.now(), ids)


@pytest.mark.django_db
def test_a_second_run_stores_nothing_and_a_change_is_a_new_row_beside_the_old(world: World) -> None:
    assert once(RECEIVED, PREPAID) > 10
    assert once(RECEIVED, PREPAID) == 0
    with acting_as(world.officer):
        assert (kept(RECEIVED, "411602").value, kept(PREPAID, "411602").value) == (2, 50)
    with acting_as(CLOCKWORK):
        subject = Proceeding.objects.filter(procedure="consumer.complaint").first()
    complained(subject.subject)  # type: ignore[union-attr, arg-type]
    assert once(RECEIVED) > 0
    with acting_as(world.nobody):
        assert kept(RECEIVED, "411602").value == 3
        days = board.spans(timezone.localdate())["days30"]
        assert (
            IndicatorFigure.objects.filter(indicator=RECEIVED, code="411602", since=days[0], until=days[1]).count() == 2
        )


@pytest.mark.django_db
def test_a_place_without_a_figure_has_nothing_and_what_was_never_computed_is_left_out(world: World) -> None:
    once(RECEIVED, PREPAID)
    with acting_as(CLOCKWORK):
        assert not IndicatorFigure.objects.filter(code="411624", indicator__in=[RECEIVED, PREPAID]).exists()
        assert (kept(RECEIVED, "411624").value, kept(RECEIVED, "411624").denominator) == (0, 1)
        assert (kept(PREPAID, "411624").value, kept(PREPAID, "411624").denominator) == (None, 0)
        elsewhere = board.latest([RECEIVED], ["330106"], board.spans(timezone.localdate()).values())
        assert elsewhere == {}, "of a place without an authority nothing is known"
        assert board.latest(["registry.entities"], ["4116"], board.spans(timezone.localdate()).values()) == {}


@pytest.mark.django_db
def test_what_is_gone_is_told_as_nothing(world: World) -> None:
    once(RECEIVED)
    with acting_as(CLOCKWORK):
        long_ago = timezone.now() - timedelta(days=900)
        Proceeding.objects.filter(procedure="consumer.complaint").update(opened_at=long_ago)
    once(RECEIVED)
    with acting_as(CLOCKWORK):
        assert kept(RECEIVED, "411602").value == kept(RECEIVED, NATION).value == 0


@pytest.mark.django_db
def test_settled_weeks_are_not_read_again_unless_the_formula_changed(world: World, monkeypatch: Any) -> None:
    once(RECEIVED)
    with CaptureQueriesContext(connection) as asked:
        once(RECEIVED)
    before = len(asked)
    monkeypatch.setattr("hengjian.apps.planning.actions.board.fingerprint", lambda one: "another formula")
    assert once(RECEIVED) > 100, "another formula gives every week, month and span anew"
    assert before < 60


@pytest.mark.django_db
def test_series_have_every_week_that_is_over(world: World) -> None:
    today = timezone.localdate()
    with acting_as(CLOCKWORK):
        Proceeding.objects.filter(procedure="consumer.complaint").update(opened_at=timezone.now() - timedelta(days=14))
    once(RECEIVED)
    with acting_as(CLOCKWORK), CaptureQueriesContext(connection) as asked:
        weeks = board.series(RECEIVED, "411602", today - timedelta(days=100), today, rules.WEEK)
    assert len(weeks) >= 13
    assert sum(one.value or 0 for one in weeks) == 2
    assert all((one.until - one.since).days == 6 for one in weeks)
    assert len([q for q in asked if "planning_indicatorfigure" in q["sql"]]) == 1
    with acting_as(CLOCKWORK):
        told = {one.id: one for one in board.signals("411602", today)}
    assert set(told) == {RECEIVED}
    assert (told[RECEIVED].alarm, len(told[RECEIVED].weeks)) == ("", 27)


@pytest.mark.django_db
def test_the_night_computes_headlines_first(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    some = {id: one for id, one in indicators().items() if id.startswith("consumer.")}
    monkeypatch.setattr("hengjian.apps.planning.actions.board.indicators", lambda: some)
    said: list[str] = []
    refresh(["411602"], timezone.now(), say=said.append, steps=())
    first = [id for id in board.headlines() if id in some]
    assert 0 < len(first) < len(some)
    assert [line.split()[1].rstrip(":") for line in said[: len(first)]] == first
    assert len(said) == len(some)
    compute_board(0)
    with acting_as(CLOCKWORK):
        assert board.differing(["4116", "411602"], timezone.localdate()) == []


@pytest.mark.django_db
def test_what_only_the_present_tells_is_kept_in_the_night_after_a_week_and_never_made_up(world: World) -> None:
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    week = (monday - timedelta(days=7), monday - timedelta(days=1))

    def nights(on: date) -> int:
        refresh(None, timezone.now() - timedelta(days=(today - on).days), ["consumer.overdue"], on=on)
        with acting_as(CLOCKWORK):
            return IndicatorFigure.objects.filter(
                indicator="consumer.overdue", kind="week", code=NATION, since=week[0]
            ).count()

    assert nights(monday + timedelta(days=2)) == 0
    assert nights(monday) == 1
    assert refresh(None, timezone.now(), ["consumer.overdue"], on=today - timedelta(days=40)) == 0


def test_every_headline_is_declared() -> None:
    assert set(board.headlines()) <= set(indicators())
    assert {told["of"] for told in board.headlines().values()} == {rules.FLOW, rules.STOCK, rules.NOW}


@pytest.mark.django_db
def test_a_definition_shows_formula_and_statements() -> None:
    with acting_as(CLOCKWORK):
        found, again = board.definition(RECEIVED), board.definition(RECEIVED)
    assert found is not None
    assert "def received" in found.source
    assert "consumer_complaint" in found.sql[0]
    assert again is not None
    assert (found.query_hash, found.formula) == (again.query_hash, again.formula)
    assert board.definition("no.such") is None


# ---- what goes ----


def figure(kind: str, since: date, until: date, indicator: str = RECEIVED) -> None:
    IndicatorFigure.objects.create(
        indicator=indicator, code="4116", since=since, until=until, value=1, numerator=1, denominator=1,
        kind=kind, formula="x", computed_at=timezone.now(),
    )  # fmt: skip


@pytest.mark.django_db
def test_only_figures_of_moving_spans_go_and_nobody_may_delete_them_himself(world: World) -> None:
    old, first = date(2025, 3, 17), date(2025, 1, 1)
    with acting_as(CLOCKWORK):
        figure("moving", old, old)
        figure("year", first, old)  # up to a day within a month, of no plan
        figure("year", first, date(2025, 3, 31))
        figure("week", old, old + timedelta(days=6))
        figure("month", date(2025, 3, 1), date(2025, 3, 31))
        figure("moving", timezone.localdate(), timezone.localdate())
    assert prune(timezone.localdate()) == 2
    with acting_as(CLOCKWORK):
        assert sorted(IndicatorFigure.objects.values_list("kind", flat=True)) == ["month", "moving", "week", "year"]
        with pytest.raises(ProgrammingError), atomic():
            IndicatorFigure.objects.all().delete()
        with pytest.raises(Exception, match="kept for 92 days"), atomic():
            prune(timezone.localdate() + timedelta(days=30))

"""The clock against reckoned vectors, and its laws: later starts end later, stops add their length."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengjian.kernel.calendar import Calendar, UnknownYear
from hengjian.kernel.clock import SHANGHAI, Light, Reckoning, Stop, due_on, light, near_at
from hengjian.kernel.law import Citation, Instrument, Limit, Words

INSTRUMENT = Instrument("toy", Words("办法", "Measures"), "1", date(2020, 1, 1), None, "verified")
CALENDAR = Calendar()
STARTS = st.datetimes(datetime(2019, 1, 1), datetime(2025, 6, 1)).map(lambda d: d.replace(tzinfo=SHANGHAI))  # noqa: DTZ001
DAY_UNITS = st.sampled_from(["day", "workday"])
AMOUNTS = st.integers(1, 60)


def limit(amount: int, unit: str, near: int | None = None) -> Limit:
    return Limit("toy.limit", amount, unit, Citation(INSTRUMENT), Words("限", "limit"), "verified", near)


def at(text: str, hour: int = 10) -> datetime:
    return datetime.combine(date.fromisoformat(text), datetime.min.time(), SHANGHAI) + timedelta(hours=hour)


def due(reckoning: Reckoning) -> date:
    assert reckoning.due is not None
    return reckoning.due.date()


@pytest.mark.parametrize(
    ("start", "amount", "unit", "end", "rolled"),
    [
        ("2026-02-12", 5, "workday", "2026-02-26", None),
        ("2026-02-12", 7, "workday", "2026-02-28", None),
        ("2026-09-30", 3, "workday", "2026-10-10", None),
        ("2026-01-30", 20, "workday", "2026-03-05", None),
        ("2026-04-30", 15, "workday", "2026-05-25", None),
        ("2026-09-24", 7, "workday", "2026-10-12", None),
        ("2026-09-20", 15, "day", "2026-10-08", "2026-10-05"),
        ("2026-02-01", 15, "day", "2026-02-24", "2026-02-16"),
        ("2026-04-17", 15, "day", "2026-05-06", "2026-05-02"),
        ("2026-01-31", 1, "month", "2026-02-28", None),
        ("2024-01-31", 1, "month", "2024-02-29", None),
        ("2023-08-31", 1, "year", "2024-09-02", "2024-08-31"),
        ("2026-11-20", 0, "day", "2026-11-20", None),
    ],
)
def test_reckoned_vectors(start: str, amount: int, unit: str, end: str, rolled: str | None) -> None:
    found = due_on(at(start), limit(amount, unit), (), CALENDAR)
    assert due(found).isoformat() == end
    assert found.rolled_from == (rolled and date.fromisoformat(rolled))
    assert found.note == ("rolled" if rolled else "")
    assert found.due is not None
    assert found.due.strftime("%H:%M:%S") == "23:59:59"


def test_every_day_between_is_accounted_for() -> None:
    found = due_on(at("2026-09-24"), limit(7, "workday"), (), CALENDAR)
    assert found.worked_weekend == (date(2026, 10, 10),)
    assert {skip.reason for skip in found.skipped} == {"weekend", "holiday"}
    between = (date(2026, 10, 12) - date(2026, 9, 24)).days
    assert len(found.counted) + len(found.skipped) == between


def test_the_day_is_the_one_in_shanghai() -> None:
    evening = datetime(2026, 11, 19, 20, 0, tzinfo=UTC)  # the 20th in Shanghai
    assert due(due_on(evening, limit(1, "workday"), (), CALENDAR)) == date(2026, 11, 23)
    with pytest.raises(ValueError, match="aware"):
        due_on(datetime(2026, 11, 19), limit(1, "day"), (), CALENDAR)  # noqa: DTZ001


def test_a_stop_is_not_counted_and_says_why() -> None:
    stop = Stop(at("2026-11-17"), at("2026-11-19"), "检验")
    found = due_on(at("2026-11-16"), limit(3, "workday"), [stop], CALENDAR)
    assert due(found) == date(2026, 11, 23)
    assert [skip.why for skip in found.skipped if skip.reason == "stop"] == ["检验", "检验"]


@pytest.mark.parametrize("unit", ["hour", "day", "workday", "month"])
def test_an_open_stop_leaves_no_due_date(unit: str) -> None:
    found = due_on(at("2026-11-02"), limit(3, unit), [Stop(at("2026-11-02", 12), None)], CALENDAR)
    assert found.due is None
    assert near_at(found) is None


def test_a_stop_after_the_end_changes_nothing() -> None:
    late = [Stop(at("2026-11-20"), None)]
    assert due(due_on(at("2026-11-02"), limit(3, "workday"), late, CALENDAR)) == date(2026, 11, 5)


def test_hours_run_through_the_night_and_add_stops() -> None:
    stop = Stop(at("2026-11-20", 12), at("2026-11-20", 15))
    found = due_on(at("2026-11-20", 10), limit(24, "hour"), [stop], CALENDAR)
    assert found.due == at("2026-11-21", 13)


def test_an_unknown_year_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(UnknownYear, match=r"2027.*administrator"):
        due_on(at("2026-12-30"), limit(5, "workday"), (), CALENDAR)
    entered = Calendar({date(2027, 1, 1): True, date(2027, 10, 1): True, date(2027, 1, 3): False})
    assert due(due_on(at("2026-12-30"), limit(5, "workday"), (), entered)) == date(2027, 1, 6)
    with pytest.raises(UnknownYear):
        Calendar({date(2027, 1, 1): True}).is_workday(date(2027, 1, 1))


def test_an_entered_day_wins_over_the_package() -> None:
    closed = Calendar({date(2026, 11, 17): True})
    assert due(due_on(at("2026-11-16"), limit(1, "workday"), (), closed)) == date(2026, 11, 18)
    assert closed.why_off(date(2026, 11, 17)) == "holiday"


@given(STARTS, st.integers(0, 200), AMOUNTS, st.sampled_from(["hour", "day", "workday", "month"]))
def test_a_later_start_never_ends_earlier(start: datetime, hours: int, amount: int, unit: str) -> None:
    amount = min(amount, 6) if unit == "month" else amount
    one = due_on(start, limit(amount, unit), (), CALENDAR)
    other = due_on(start + timedelta(hours=hours), limit(amount, unit), (), CALENDAR)
    assert one.due is not None
    assert other.due is not None
    assert one.due <= other.due


@given(STARTS, AMOUNTS, DAY_UNITS)
def test_more_time_never_ends_earlier(start: datetime, amount: int, unit: str) -> None:
    less, more = (due_on(start, limit(n, unit), (), CALENDAR).due for n in (amount, amount + 1))
    assert less is not None
    assert more is not None
    assert less <= more
    assert CALENDAR.is_workday(less.date())


@given(STARTS, st.integers(2, 60), st.data())
def test_a_stop_shifts_the_end_by_its_length(start: datetime, amount: int, data: st.DataObject) -> None:
    begins = data.draw(st.integers(1, amount))
    length = data.draw(st.integers(0, 40))
    stop = Stop(start + timedelta(days=begins), start + timedelta(days=begins + length))
    bare = start.date() + timedelta(days=amount)
    found = due_on(start, limit(amount, "day"), [stop], CALENDAR)
    assert due(found) == CALENDAR.next_workday(bare + timedelta(days=length))
    assert len(found.counted) == amount


@pytest.mark.parametrize(
    ("amount", "unit", "near", "start", "amber"),
    [
        (7, "workday", None, "2026-11-02", "2026-11-09"),  # two working days left after the 9th
        (7, "workday", 1, "2026-11-02", "2026-11-10"),
        (1, "workday", None, "2026-11-02", "2026-11-02"),
        (90, "day", None, "2026-08-03", "2026-10-24"),  # nine days before 11-02, where 11-01 rolled
        (2, "month", None, "2026-09-02", "2026-10-26"),
    ],
)
def test_amber_begins(amount: int, unit: str, near: int | None, start: str, amber: str) -> None:
    found = near_at(due_on(at(start), limit(amount, unit, near), (), CALENDAR))
    assert found is not None
    assert found.date().isoformat() == amber


def test_lights() -> None:
    found = due_on(at("2026-11-02"), limit(7, "workday"), (), CALENDAR)
    amber = near_at(found)

    def shows(now: datetime) -> Light:
        return light(found.due, now, "workday", CALENDAR, near_at=amber)

    assert shows(at("2026-11-02")) == Light("green", "left", 7, "workday")
    assert shows(at("2026-11-09")) == Light("amber", "left", 2, "workday")
    assert shows(at("2026-11-11")) == Light("amber", "today", 0, "workday")
    assert shows(at("2026-11-13")) == Light("red", "overdue", 2, "workday")
    friday = due_on(at("2026-11-12"), limit(1, "workday"), (), CALENDAR).due
    assert light(friday, at("2026-11-14"), "workday", CALENDAR) == Light("red", "overdue", 1, "day")
    assert light(None, at("2026-11-20"), "day", CALENDAR, stopped_since=at("2026-11-06")) == Light("off", "stopped", 14)
    closed = at("2026-11-13")
    assert light(found.due, closed, "workday", CALENDAR, closed_at=closed, on_time=True).words == "on_time"
    late = light(found.due, closed, "workday", CALENDAR, closed_at=closed, on_time=False)
    assert late == Light("done", "late", 2, "workday")
    assert light(at("2026-11-20", 15), at("2026-11-20", 12), "hour", CALENDAR) == Light("green", "left", 3, "hour")
    assert light(at("2027-11-20"), at("2026-11-20"), "year", CALENDAR) == Light("green", "left", 12, "month")

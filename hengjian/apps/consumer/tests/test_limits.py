"""A due date never precedes what the law gives: every limit of the room, any day, any stop."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengjian.apps.consumer.actions.acceptance import facts_of
from hengjian.apps.consumer.procedures import Complaint
from hengjian.kernel.calendar import Calendar
from hengjian.kernel.clock import SHANGHAI, Stop, due_on
from hengjian.kernel.law import LawOn, Limit, entries
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import NOBODY

LIMITS = [
    (entry.id, value)
    for entry in entries()
    if entry.id.startswith("consumer.")
    for value in entry.values
    if isinstance(value, Limit) and value.unit in ("workday", "day")
]
DAYS = st.dates(date(2021, 12, 1), date(2026, 7, 31))
CALENDAR = Calendar()


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), SHANGHAI)


@given(st.sampled_from(LIMITS), DAYS)
def test_never_earlier_than_the_law_gives(rule: tuple[str, Limit], day: date) -> None:
    """Counted anew by hand: after the day of the event, day by day, only what the unit counts, to the end of a worked day."""
    _name, limit = rule
    due = due_on(noon(day), limit, (), CALENDAR).due
    assert due is not None
    counted = [day + timedelta(days=n) for n in range(1, (due.date() - day).days + 1)]
    if limit.unit == "workday":
        counted = [one for one in counted if CALENDAR.is_workday(one)]
    assert len(counted) >= limit.amount
    assert CALENDAR.is_workday(due.date())
    assert due.time() == time(23, 59, 59)


@given(st.sampled_from(LIMITS), DAYS, st.integers(0, 20), st.integers(1, 40))
def test_a_stop_only_ever_moves_it_later(rule: tuple[str, Limit], day: date, after: int, length: int) -> None:
    _name, limit = rule
    begins = day + timedelta(days=after)
    stop = Stop(noon(begins), noon(begins + timedelta(days=length)), "鉴定")
    plain, stopped = due_on(noon(day), limit, (), CALENDAR).due, due_on(noon(day), limit, [stop], CALENDAR).due
    assert plain is not None
    assert stopped is not None
    assert stopped >= plain


@given(st.sampled_from(LIMITS), DAYS)
def test_a_later_receipt_is_never_due_earlier(rule: tuple[str, Limit], day: date) -> None:
    _name, limit = rule
    first, second = (due_on(noon(day + timedelta(days=n)), limit, (), CALENDAR).due for n in (0, 1))
    assert first is not None
    assert second is not None
    assert first <= second


@pytest.mark.django_db  # the calendar may have to be read
@pytest.mark.parametrize(("knew", "last"), [("2023-08-31", "2026-08-31"), ("2024-02-29", "2027-03-01")])
def test_three_years_are_counted_from_the_very_day_the_person_knew(knew: str, last: str) -> None:
    """Order 121 art. 16 para. 1 item 4; a day that the third year lacks, and a last day that is no workday, move on."""
    row = Complaint(known_on=date.fromisoformat(knew), subject_name="样店")
    day = date(2026, 5, 1)
    found = facts_of(row, Occasion(noon(day), LawOn(day), NOBODY, 1)).limit_until
    assert found is not None
    assert found >= date.fromisoformat(last) - timedelta(days=1)
    assert found.year == date.fromisoformat(last).year

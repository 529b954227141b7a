"""What the law gives a case: amounts, hearings, surcharge, limitation, and that no due date comes too early."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hengjian.apps.enforcement.rules import limits as rules
from hengjian.kernel.calendar import Calendar
from hengjian.kernel.clock import SHANGHAI, Stop, due_on
from hengjian.kernel.law import LawOn, limit

LAW = LawOn(date(2026, 3, 9))
PAY_BY = date(2026, 3, 31)
TERMS = (
    "evidence_hold", "seizure", "seizure_extended", "legal_review", "statement", "hearing_request", "hearing_notice",
    "decision", "decision_extended", "decision_collective_30", "decision_collective_60", "decision_collective_90",
    "delivery", "public_notice", "payment", "urge_after", "urge_wait", "appeal", "reconsideration", "court_enforcement",
    "assistance", "closing", "archive", "oversight_plan", "oversight_look", "jurisdiction_consult",
    "jurisdiction_designate", "party_request",
)  # fmt: skip
DAYS = st.dates(date(2024, 1, 1), date(2026, 4, 1))


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), SHANGHAI)


@pytest.mark.parametrize(
    ("kinds", "fine", "confiscation", "person", "due"),
    [
        (["fine"], 9_999_99, 0, True, False),
        (["fine"], 10_000_00, 0, True, True),  # 听证办法 5: a person, from ten thousand
        (["fine"], 99_999_99, 0, False, False),
        (["fine"], 100_000_00, 0, False, True),
        (["fine", "confiscation"], 60_000_00, 60_000_00, False, False),  # each by itself
        (["revocation"], 0, 0, False, True),  # 处罚法 63
        (["stop_production"], 0, 0, True, True),
        (["warning"], 0, 0, True, False),
    ],
)
def test_when_a_hearing_is_offered(kinds: list[str], fine: int, confiscation: int, person: bool, due: bool) -> None:
    assert rules.hearing_due(kinds, fine, confiscation, person, LAW) is due


def test_an_individual_business_stands_like_a_person() -> None:
    assert rules.treated_as_person("organisation", "individual_business", LAW)
    assert not rules.treated_as_person("organisation", "company", LAW)


@pytest.mark.parametrize(
    ("person", "fine", "clear"),
    [(True, 200_00, True), (True, 200_01, False), (False, 3000_00, True), (False, 3000_01, False)],
)
def test_the_limits_of_the_simple_procedure(person: bool, fine: int, clear: bool) -> None:
    assert rules.on_spot(["fine"], fine, 2, person, LAW).clear is clear


def test_one_officer_alone_decides_nothing_on_the_spot() -> None:
    assert rules.on_spot(["warning"], 0, 1, False, LAW).barred
    assert rules.on_spot(["warning", "suspension"], 0, 2, False, LAW).barred


@pytest.mark.parametrize(
    ("day", "owed"),
    [(PAY_BY, 0), (PAY_BY + timedelta(1), 300_00), (PAY_BY + timedelta(33), 9_900_00), (PAY_BY + timedelta(34), 10_000_00)],
)  # fmt: skip
def test_surcharge_of_three_per_cent_a_day_never_above_the_fine(day: date, owed: int) -> None:
    assert rules.surcharge(10_000_00, PAY_BY, day, LAW) == owed


@given(st.integers(0, 10**12), st.integers(-50, 5000))
def test_the_surcharge_is_never_negative_never_above_the_fine_and_never_shrinks(fine: int, days: int) -> None:
    day = PAY_BY + timedelta(days)
    now, then = rules.surcharge(fine, PAY_BY, day, LAW), rules.surcharge(fine, PAY_BY, day + timedelta(1), LAW)
    assert 0 <= now <= then <= fine


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(TERMS), DAYS, st.lists(st.tuples(st.integers(0, 60), st.integers(1, 25)), max_size=3))
def test_no_due_date_comes_before_what_the_law_gives(term: str, day: date, gaps: list[tuple[int, int]]) -> None:
    rule = limit(f"penalty.{term}", day)
    stops, at = [], day
    for wait, long in gaps:
        since = at + timedelta(wait)
        at = since + timedelta(long)
        stops.append(Stop(noon(since), noon(at), "停止"))
    calendar = Calendar()
    due = due_on(noon(day), rule, stops, calendar).due
    assert due is not None
    last = due.date()
    plain = {"day": rule.amount, "workday": rule.amount, "month": rule.amount * 28, "year": rule.amount * 365}
    assert (last - day).days >= plain[rule.unit]
    standing = sum(any(s.covers(day + timedelta(n)) for s in stops) for n in range(1, (last - day).days + 1))
    assert (last - day).days - standing >= plain[rule.unit]
    if rule.unit == "workday":
        worked = sum(
            not calendar.why_off(d) and not any(s.covers(d) for s in stops)
            for d in (day + timedelta(n) for n in range(1, (last - day).days + 1))
        )
        assert worked >= rule.amount


def test_a_breach_found_too_late_is_not_filed() -> None:
    fit = rules.Filing(True, True, True, date(2026, 3, 6), date(2026, 3, 6))
    assert rules.filing(fit, LAW).clear
    late = rules.Filing(True, True, True, date(2026, 3, 7), date(2026, 3, 6))
    assert [g.field for g in rules.filing(late, LAW).grounds] == ["ended_on"]


def test_heavier_than_told() -> None:
    told = (["fine"], (100, 0))
    assert not rules.heavier(["fine"], told[0], (100, 0), told[1])
    assert rules.heavier(["fine"], told[0], (101, 0), told[1])
    assert rules.heavier(["fine", "revocation"], told[0], (1, 0), told[1])

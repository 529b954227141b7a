"""Figures and the rows behind them: opened under one's own scope, read for all places and weeks at once, kept on the board."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hengjian.apps.consumer.procedures import Complaint
from hengjian.apps.consumer.tests.builders import accepted, complained, settled, shop
from hengjian.apps.planning.queries.board import headlines
from hengjian.apps.planning.rules import board as rules
from hengjian.kernel.divisions import NATION
from hengjian.kernel.indicator import Indicator, Measure, Span, different, indicators, mean, share, tally, total
from hengjian.kernel.models import Authority, Clock, Proceeding, Subject
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.proving import faults
from hengjian.kernel.spreading import NotSpread, by_step, spread
from hengjian.kernel.testing import World, make_world

pytestmark = pytest.mark.django_db
WAYS = [id for id, told in headlines().items() if told["of"] == rules.FLOW]


@pytest.fixture
def world() -> World:
    """Five complaints: two settled, one in mediation, one about prepayment, one beyond its limit."""
    made = make_world()
    subject = shop(made)
    settled(made, subject)
    settled(made, subject)
    accepted(made, subject)
    complained(subject, problem="prepaid")
    late = complained(subject)
    with acting_as(CLOCKWORK):
        past = timezone.now() - timedelta(days=1)
        Proceeding.objects.filter(pk=late.pk).update(due=past)
        Clock.objects.filter(proceeding_id=late.pk).update(due=past)
    return made


def year() -> tuple[date, date]:
    today = timezone.localdate()
    return today - timedelta(days=300), today + timedelta(days=60)


def places() -> list[str]:
    with acting_as(CLOCKWORK):
        return sorted(Authority.objects.values_list("pk", flat=True))


def opened(who: Principal, id: str, code: str) -> tuple[Decimal | int, int, int]:
    """The numerator as somebody sees it, and how many rows of it and of the denominator open."""
    with acting_as(who):
        figure = indicators()[id].figure(Span(code, *year()))
        part, whole = figure.part, figure.whole
        return figure.numerator, len(part) if part is not None else 0, len(whole) if whole is not None else 0


def test_a_figure_opens_into_the_rows_that_its_reader_may_see(world: World) -> None:
    assert opened(world.officer, "consumer.received", "4116") == (5, 5, 0)
    assert opened(world.officer, "consumer.prepaid_share", "4116") == (1, 1, 5)
    assert opened(world.stranger, "consumer.received", "4116") == (0, 0, 0)
    assert opened(world.stranger, "consumer.prepaid_share", "4116") == (0, 0, 0)


def test_rows_found_by_one_officer_open_for_another_only_where_he_may_look(world: World) -> None:
    with acting_as(world.officer):
        part = indicators()["consumer.received"].figure(Span("4116", *year())).part
    assert part is not None
    with acting_as(world.stranger):
        assert list(part.all()) == []
    with acting_as(world.officer):
        assert part.all().count() == 5


def test_nobody_of_another_county_opens_matters_of_any_indicator(world: World) -> None:
    seen: dict[str, int] = {}
    for id, one in indicators().items():
        with acting_as(world.stranger):
            figure = one.figure(Span("411602", *year()))
            rows = [found for found in (figure.part, figure.whole) if found is not None]
            seen[id] = sum(found.count() for found in rows if issubclass(found.model, Proceeding))
    assert {id: n for id, n in seen.items() if n} == {}


def test_every_indicator_opens_or_says_why_not(world: World) -> None:
    with acting_as(CLOCKWORK):
        shut = {id for id, one in indicators().items() if one.formula(Span(NATION, *year())).part.rows is None}
    assert shut == {id for id, one in indicators().items() if one.closed}
    assert len(indicators()) >= 120
    assert len(shut) <= 2


@pytest.mark.parametrize("room", sorted({id.partition(".")[0] for id in indicators()}))
def test_rows_account_for_figures_and_all_places_at_once_say_what_each_says(room: str, world: World) -> None:
    codes = [NATION, "4116", "411602", "411624"]
    with acting_as(CLOCKWORK):
        for id, one in indicators().items():
            if id.startswith(f"{room}."):
                assert list(faults(one, codes, *year())) == []


@pytest.mark.parametrize("step", [rules.WEEK, rules.MONTH])
def test_weeks_and_months_at_once_say_what_each_says(step: str, world: World) -> None:
    since, until = year()
    first, told = rules.step_of(step)(since), {}
    with acting_as(CLOCKWORK):
        for id in WAYS:
            measure = indicators()[id].formula(Span(NATION, first, until))
            told[id] = by_step(measure, [NATION, "4116", "411602"], rules.step_of(step))
            for began, figures in told[id].items():
                for code, figure in figures.items():
                    span = Span(code, began, rules.last_of(step, began))
                    assert figure == indicators()[id].figure(span), (id, span)
    assert sum(figures[NATION].numerator for figures in told["consumer.received"].values()) == 5


def test_all_places_cost_one_statement_a_number(world: World) -> None:
    one = indicators()["consumer.prepaid_share"]
    codes = places()
    with acting_as(CLOCKWORK), CaptureQueriesContext(connection) as asked:
        spread(one, codes, *year())
    assert len(asked) == 2
    assert len(codes) > 4


def test_a_figure_asks_no_more_than_its_two_numbers(world: World) -> None:
    """Where both are of the same rows, one statement gives both."""
    rows = Complaint.objects.all()
    with acting_as(CLOCKWORK), CaptureQueriesContext(connection) as asked:
        mean(rows, "settled_amount").read()
    assert len(asked) == 1


# ---- the kinds of amounts, over places of which one is made here ----


def declared(formula: Any) -> Indicator:
    return Indicator("kernel.trial", "Trial", "count", "", "", formula, "")


def subjects(span: Span) -> Measure:
    return tally(different(Complaint.objects.filter(**span.within()), "subject_id"))


def money(span: Span) -> Measure:
    rows = Complaint.objects.filter(**span.within())
    return share(total(rows.filter(problem="prepaid"), "amount"), total(rows, "amount"))


def nowhere(span: Span) -> Measure:
    return tally(Subject.objects.all())


def told(formula: Any, codes: Iterable[str]) -> dict[str, tuple[Any, Any]]:
    with acting_as(CLOCKWORK):
        found = spread(declared(formula), codes, *year())
    return {code: (figure.numerator, figure.denominator) for code, figure in found.items()}


def test_different_subjects_of_places_do_not_add_up_and_sums_do(world: World) -> None:
    other = complained(Subject.objects.get(), place_division="411602")
    with acting_as(CLOCKWORK):
        Proceeding.objects.filter(pk=other.pk).update(title="anything")
    codes = ["4116", "411602", "411624"]
    assert told(subjects, codes) == {NATION: (1, 1), "4116": (1, 1), "411602": (1, 1)}
    assert told(money, codes) == {NATION: (129900, 779400), "4116": (129900, 779400), "411602": (129900, 779400)}


def test_rows_that_are_held_to_no_place_are_read_place_by_place(world: World) -> None:
    found = told(nowhere, ["4116", "411602"])
    assert found["4116"] == found["411602"] == found[NATION]
    with acting_as(CLOCKWORK), pytest.raises(NotSpread):
        by_step(nowhere(Span(NATION, *year())), [NATION], rules.step_of(rules.WEEK))

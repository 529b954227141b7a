"""Each indicator over a handful of filings whose outcome is known."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from hengjian.apps.registry import indicators
from hengjian.apps.registry.models import MarketEntity
from hengjian.apps.registry.procedures import Establishment, NameReservation
from hengjian.apps.registry.tests.builders import entity, examined, filed
from hengjian.apps.registry.tests.exits import do, restated
from hengjian.kernel.indicator import Figure, Span, indicator, ratio
from hengjian.kernel.indicator import indicators as declared
from hengjian.kernel.models import Proceeding, Subject
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World, make_subject

pytestmark = pytest.mark.django_db
COUNTY, OTHER = "411602", "411624"


def this_year(code: str = COUNTY) -> Span:
    today = timezone.localdate()
    return Span(code, today.replace(month=1, day=1), today)


def registered(world: World, **values: Any) -> Establishment:
    """A filing that the rules alone approved."""
    done = examined(filed(world.enterprise, **values))
    assert isinstance(done.proceeding, Establishment)
    return done.proceeding


@pytest.fixture
def shift(as_owner: Callable[[], AbstractContextManager[Any]]) -> Callable[..., None]:
    """Put a proceeding at another time than the test's; only the owner may."""

    def do(row: Establishment, opened: datetime, closed: datetime, on_time: bool = True) -> None:
        with as_owner():
            Proceeding.objects.filter(pk=row.pk).update(opened_at=opened, closed_at=closed, on_time=on_time)

    return do


def measured(formula: Any, span: Span) -> Figure:
    with acting_as(CLOCKWORK):
        found: Figure = formula(span)
    return found


def test_nothing_measured_is_no_figure(world: World) -> None:
    assert measured(indicators.on_time, this_year()) == Figure(None, 0, 0)


def test_a_matter_closed_late_lowers_the_share_on_time(world: World, shift: Callable[..., None]) -> None:
    row = registered(world)
    assert measured(indicators.on_time, this_year()) == Figure(Decimal("100.00"), 1, 1)
    shift(row, row.opened_at, timezone.now(), on_time=False)
    assert measured(indicators.on_time, this_year()) == Figure(Decimal("0.00"), 0, 1)
    assert measured(indicators.on_time, this_year(OTHER)).value is None


def test_days_off_between_filing_and_registration_do_not_count(world: World, shift: Callable[..., None]) -> None:
    row = registered(world)
    friday = datetime(2026, 11, 13, 15, tzinfo=timezone.get_default_timezone())
    shift(row, friday, friday + timedelta(days=3))
    span = Span(COUNTY, date(2026, 11, 1), date(2026, 11, 30))
    assert measured(indicators.time_to_register, span) == Figure(Decimal("24.00"), Decimal(24), 1)


def test_a_filing_that_an_officer_decided_is_not_decided_by_rules(world: World) -> None:
    registered(world)
    doubtful = examined(filed(world.enterprise, name="周口市川汇区样和餐饮店"))  # sounds like the first one
    assert doubtful.proceeding.state == "review"
    with acting_as(world.officer):
        perform("registry.establishment.approve", doubtful.proceeding.pk, {}, world.officer)
    assert measured(indicators.decided_by_rules, this_year()) == Figure(Decimal("50.00"), 1, 2)


def test_net_growth_is_of_those_there_when_the_year_began(world: World) -> None:
    year = this_year()
    before, since = year.since - timedelta(days=9), year.since
    for n, (opened, closed) in enumerate([(before, None), (before, since), (since, None), (since, None)]):
        subject: Subject = make_subject(f"样{n}店", opened_on=opened, closed_on=closed)
        with acting_as(CLOCKWORK):
            MarketEntity.objects.create(
                subject=subject, trade_name="样", trade_pinyin="yang", representative="某", premises="", scope=""
            )
    assert measured(indicators.net_growth, year) == Figure(Decimal("50.00"), 1, 2)


def test_an_officer_of_another_county_measures_nothing_here(world: World) -> None:
    registered(world)
    with acting_as(world.stranger):
        assert indicators.on_time(this_year()).value is None
    with acting_as(world.officer):
        assert indicators.on_time(this_year()).value == Decimal("100.00")


def test_every_indicator_of_the_room_can_be_measured(world: World) -> None:
    registered(world)
    mine = [i for id, i in declared().items() if id.startswith("registry.")]
    assert len(mine) >= 16
    for one in mine:
        assert one.doc
        assert one.basis
        with acting_as(CLOCKWORK):
            assert isinstance(one.figure(this_year("0")), Figure)


def test_ratios_are_rounded_half_up() -> None:
    assert ratio(1, 8, times=100, places=0).read().value == Decimal("13")


def test_a_second_indicator_of_the_same_id_is_an_error() -> None:
    with pytest.raises(ValueError, match="twice"):
        indicator("registry.on_time", label="x", unit="pct", serves="y")(indicators.on_time)


def test_the_command_lists_and_shows(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    registered(world)
    call_command("indicators", "list", "--json")
    assert "registry.on_time" in [one["id"] for one in json.loads(capsys.readouterr().out)]
    call_command("indicators", "show", "registry.on_time", "--json", "--code", COUNTY)
    shown = json.loads(capsys.readouterr().out)
    assert (shown["value"], shown["numerator"], shown["denominator"]) == ("100.00", "1", "1")
    assert "第十九条" in shown["serves"]


@pytest.mark.parametrize(
    "words",
    [["show", "none"], ["show", "registry.on_time", "--code", "7"], ["show", "registry.on_time", "--year", "1"]],
)
def test_the_command_refuses_what_it_does_not_know(words: list[str]) -> None:
    with pytest.raises(CommandError):
        call_command("indicators", *words)


# ---- names that became firms, dormant firms cleaned up ----


def test_a_reserved_name_counts_when_it_ends_and_as_a_firm_when_it_was_registered(world: World) -> None:
    used, dropped, kept = (declare(world, f"周口市川汇区{t}餐饮店") for t in ("云杉", "听澜", "谷雨"))
    assert measured(indicators.names_became_firms, this_year()).value is None  # nothing has ended yet
    registered(world, name=used.name)
    do("name_reservation.use", used.pk)
    with acting_as(world.enterprise):
        perform("registry.name_reservation.give_up", dropped.pk, {}, world.enterprise)
    assert measured(indicators.names_became_firms, this_year()) == Figure(Decimal("50.00"), 1, 2)
    assert measured(indicators.names_became_firms, this_year(OTHER)).value is None
    with acting_as(CLOCKWORK):
        assert NameReservation.objects.get(pk=kept.pk).closed_at is None


def declare(world: World, name: str) -> Any:
    given = {"name": name, "division": COUNTY, "kind": "individual_business", "promise": True}
    with acting_as(world.enterprise):
        return perform("registry.name_reservation.declare", None, given, world.enterprise).proceeding


def test_cleaned_up_is_who_was_deregistered_compulsorily_or_struck_off(
    world: World, as_owner: Callable[[], AbstractContextManager[Any]]
) -> None:
    gone, waiting = (entity(day=date(2018, 5, 2)) for _n in range(2))
    for firm in (gone, waiting):
        restated(firm, "licence_revoked", date(2020, 6, 1))
    rows = [
        do("compulsory_deregistration.start", None, world.officer, subject=f.pk).proceeding for f in (gone, waiting)
    ]
    assert measured(indicators.cleaned_up, this_year()).value == 0
    do("compulsory_deregistration.end_announcement", rows[0].pk)
    do("compulsory_deregistration.decide", rows[0].pk, world.head)
    assert measured(indicators.cleaned_up, this_year()).value == 1

    lost = entity()
    for entry in ("unreachable", "no_tax_filing"):
        given = {"subject": lost.pk, "decided_on": "2024-11-01", "source": "川异常〔2024〕1号", "entry": entry}
        do("annotation.enter", do("annotation.propose", None, world.officer, **given).proceeding.pk, world.head)
    row = do("striking_off.notify", None, world.officer, subject=lost.pk).proceeding
    do("striking_off.end_announcement", row.pk)
    with as_owner():  # told last year, struck off in this one
        Proceeding.objects.filter(pk=row.pk).update(opened_at=timezone.now() - timedelta(days=400))
    assert measured(indicators.cleaned_up, this_year()).value == 1
    do("striking_off.strike_off", row.pk, world.head)
    assert measured(indicators.cleaned_up, this_year()).value == 2
    assert measured(indicators.cleaned_up, this_year(OTHER)).value == 0
    do("striking_off.put_back", row.pk, world.officer, reason="已变更住所并补报纳税")
    assert measured(indicators.cleaned_up, this_year()).value == 1

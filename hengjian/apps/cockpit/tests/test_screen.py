"""The screen and what opens from it: the same number on every page, nothing of another county, nothing without a word."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from hengjian.apps.cockpit.pages.screen import is_night
from hengjian.apps.cockpit.queries import opened
from hengjian.apps.cockpit.rules import catalogue
from hengjian.kernel.indicator import Span, indicators
from hengjian.kernel.principal import acting_as
from hengjian.kernel.testing import World, signed_in

from .stored import lead, stored, today, year

pytestmark = pytest.mark.django_db
LEADS = "/cockpit/figure/cockpit.leads/"


def text(answer: object) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())  # type: ignore[attr-defined]


def stat(page: str, id: str) -> str:
    """The number that the page shows for an indicator."""
    found = re.search(rf'data-figure="{re.escape(id)}">.*?class="fig[^"]*">([^<]+)', page)
    return found[1] if found else ""


def test_what_the_screen_names_is_declared() -> None:
    assert set(catalogue.layout().ids) <= set(indicators())


def test_no_two_tiles_lie_on_one_another() -> None:
    for place, parts in catalogue.tiles().items():
        rows: dict[float, list[float]] = {}
        for x, y in parts.values():
            rows.setdefault(y, []).append(x)
        assert all(b - a >= 1 for xs in rows.values() for a, b in zip(sorted(xs), sorted(xs)[1:], strict=False)), place


def test_the_screen_shows_stored_figures_and_leads_to_each(world: World) -> None:
    for _n in range(3):
        lead()
    stored("cockpit.leads")
    stored("registry.entities")
    page = text(signed_in(world.head).get("/cockpit/"))
    assert f"{LEADS}?code=411602&amp;since={year()[0]}&amp;until={today()}" in page
    assert stat(page, "registry.entities") == "0"
    assert stat(page, "consumer.received") == "—"  # never computed is not nought


def test_figure_screen_table_and_rows_agree(world: World) -> None:
    """For every declared indicator: the stored value, its page, the table, and the rows where the number counts them."""
    for _n in range(3):
        lead()
    client = signed_in(world.head)
    figures = {id: stored(id) for id in indicators()}
    with translation.override("en"):
        table = text(client.get("/cockpit/figures/"))
    for id, figure in figures.items():
        page = client.get(f"/cockpit/figure/{id}/").content.decode()
        value = re.search(r"data-value>([^<]*)", page)
        shown = re.search(rf'data-figure="{re.escape(id)}">.*?<b>([^<]*)</b>', table)
        assert value is not None, id
        assert shown is not None, id
        assert value[1] == shown[1], id
        if figure.value is not None:
            assert abs(Decimal(value[1].replace(",", "").replace("−", "-")) - figure.value) <= Decimal("0.05"), id
        assert figure.formula in page, id
    assert figures["cockpit.leads"].value == 3
    rows = text(client.get(f"{LEADS}rows/"))
    assert rows.count("data-href=") == 3


def test_counted_rows_are_as_many_as_the_figure_says(world: World) -> None:
    lead()
    lead("411624")
    one, (since, until) = indicators()["cockpit.leads"], year()
    with acting_as(world.city):
        figure = one.figure(Span("4116", since, until))
        found = opened.rows(one, Span("4116", since, until), opened.PART)
        assert found is not None
        assert found.count() == figure.numerator == 2
    with acting_as(world.head):  # the same rows, asked for by one county
        found = opened.rows(one, Span("4116", since, until), opened.PART)
        assert found is not None
        assert found.count() == 1


def test_another_county_is_neither_shown_nor_opened(world: World) -> None:
    lead("411624", title="沈丘线索")
    stored("cockpit.leads", "411624")
    client = signed_in(world.head)
    for address in (
        "/cockpit/?code=411624",
        f"{LEADS}?code=411624",
        f"{LEADS}rows/?code=411624",
        "/cockpit/?compare=411624",
    ):
        page = text(client.get(address))
        assert "沈丘" not in page, address
    assert "沈丘线索" in text(signed_in(world.city).get(f"{LEADS}rows/?code=411624"))


def test_who_is_no_officer_does_not_come_in(world: World) -> None:
    for address in ("/cockpit/", "/cockpit/figures/", LEADS, f"{LEADS}rows/", "/cockpit/share/", "/cockpit/live/"):
        assert signed_in(world.enterprise).get(address).status_code == 403
    assert signed_in(world.head).get("/cockpit/maps/").status_code == 403


def test_a_stale_number_says_how_stale(world: World) -> None:
    stored("registry.entities", at=timezone.now() - timedelta(hours=30))
    with translation.override("en"):
        page = text(signed_in(world.head).get("/cockpit/", headers={"accept-language": "en"}))
    assert "30 hours old" in page


def test_before_the_night_s_run_the_day_before_is_shown(world: World) -> None:
    before = today() - timedelta(days=1)
    stored("registry.entities", days=(before.replace(month=1, day=1), before))
    assert f"until={before}" in text(signed_in(world.head).get("/cockpit/"))


def test_last_year_and_another_place_stand_beside(world: World) -> None:
    since, until = year()
    stored("registry.entities", "4116")
    stored("registry.entities", "411602")
    stored("registry.entities", "4116", (since.replace(year=since.year - 1), _year_before(until)))
    page = text(signed_in(world.city).get("/cockpit/?compare=411602"))
    assert "川汇区 0" in page


def _year_before(day: object) -> object:
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)  # type: ignore[attr-defined]


def test_a_number_that_was_never_computed_has_a_word(world: World) -> None:
    with translation.override("en"):
        page = text(signed_in(world.head).get(LEADS, headers={"accept-language": "en"}))
    assert "Nothing is stored for these days" in page
    assert signed_in(world.head).get("/cockpit/figure/no.such/").status_code == 404


def test_rows_are_searched_narrowed_and_taken_out(world: World) -> None:
    lead("411602", title="甲线索")
    lead("411624", title="乙线索")
    client = signed_in(world.city)
    assert "乙线索" not in text(client.get(f"{LEADS}rows/?q=甲"))
    assert "甲线索" not in text(client.get(f"{LEADS}rows/?at=411624"))
    content = client.get(f"{LEADS}rows/?as=csv").content.decode("utf-8-sig")
    assert "甲线索" in content
    assert "乙线索" in content
    assert client.get("/cockpit/figures/?as=xlsx").content.startswith(b"PK")


def test_the_wall_is_dark_in_the_evening_by_setting() -> None:
    assert [is_night(hour, {"from": 18, "until": 7}) for hour in (6, 7, 17, 18, 23)] == [True, False, False, True, True]
    assert not is_night(20, {"from": 0, "until": 0})


def test_the_wall_has_neither_navigation_nor_side(world: World) -> None:
    page = text(signed_in(world.head).get("/cockpit/?wall=1"))
    assert 'data-scale="wall"' in page
    assert '<nav class="nav"' not in page

"""歇业: its term, its extension, its end (Regulation, art. 30; Rules, arts. 40-43)."""

from datetime import date
from typing import Any

import pytest

from hengjian.apps.registry.models import MarketEntity
from hengjian.apps.registry.procedures import Dormancy
from hengjian.apps.registry.rules.dormancy import DormancyFacts, days_late, extension, filing, latest_end
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Paper
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete

from .exits import Scene, do, in_days, now, shown, status_of

LAW = LawOn(date(2026, 11, 20))
DAY = date(2026, 11, 20)


def facts(**values: Any) -> DormancyFacts:
    given = {"status": "registered", "cause": "自然灾害", "since": DAY, "until": date(2027, 11, 20), "today": DAY}
    return DormancyFacts(**given | values)  # type: ignore[arg-type]


def test_three_years_from_the_day_it_begins_and_not_a_day_more() -> None:
    assert filing(facts(until=date(2029, 11, 20)), LAW).clear
    (ground,) = filing(facts(until=date(2029, 11, 21)), LAW).grounds
    assert (ground.field, "2029-11-20" in str(ground.remedy)) == ("until", True)
    assert "第四十二条" in str(ground.article)


def test_earlier_dormancies_count() -> None:
    assert latest_end(DAY, 400, LAW) == date(2028, 10, 16)
    assert filing(facts(until=date(2028, 10, 17), rested=400), LAW).barred


def test_a_leap_day_ends_on_the_last_of_february() -> None:
    assert latest_end(date(2028, 2, 29), 0, LAW) == date(2031, 2, 28)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"status": "licence_revoked"}, "subject"),
        ({"status": "dormant"}, "subject"),
        ({"cause": "不想营业"}, "cause"),
        ({"since": date(2026, 11, 19)}, "since"),
        ({"until": DAY}, "until"),
    ],
)
def test_what_bars_a_filing_is_named_by_field(values: dict[str, Any], field: str) -> None:
    assert field in {g.field for g in filing(facts(**values), LAW).grounds}


@pytest.mark.parametrize(
    ("today", "barred"),
    [(date(2026, 11, 30), True), (date(2026, 12, 1), False), (date(2026, 12, 31), False), (date(2027, 1, 1), True)],
)
def test_an_extension_is_filed_in_the_last_thirty_days(today: date, barred: bool) -> None:
    found = extension(date(2026, 1, 1), date(2026, 12, 31), date(2027, 6, 30), 0, today, LAW)
    assert found.barred is barred


def test_an_extension_does_not_go_beyond_three_years_in_all() -> None:
    assert extension(date(2024, 1, 1), date(2026, 12, 31), date(2027, 1, 2), 0, date(2026, 12, 10), LAW).barred


def test_the_resumption_is_published_within_thirty_days() -> None:
    assert days_late(date(2026, 10, 21), DAY, LAW) == 0
    assert days_late(date(2026, 10, 20), DAY, LAW) == 1


# ---- as acts ----


@pytest.fixture
def scene() -> Scene:
    return Scene()


def rest(scene: Scene, until: int = 300, **given: Any) -> Any:
    values = {
        "subject": scene.firm.pk,
        "cause": "自然灾害",
        "since": in_days(0),
        "until": in_days(until),
        "service_address": "周口市川汇区交通大道12号转何小满",
        "promise": True,
    }
    done = do("dormancy.file_dormancy", None, scene.agent, **values | given)
    return do("dormancy.admit", done.proceeding.pk).proceeding


@pytest.mark.django_db
def test_it_rests_and_the_term_and_the_address_are_public(scene: Scene) -> None:
    row = rest(scene)
    assert (row.state, status_of(scene.firm)) == ("dormant", "dormant")
    body = shown(scene.firm, "dormancy").body
    assert (body["until"], body["service_address"]) == (in_days(300), "周口市川汇区交通大道12号转何小满")
    with acting_as(CLOCKWORK):
        assert Paper.objects.get(proceeding_id=row.pk).template == "registry.dormancy"


@pytest.mark.django_db
def test_at_the_end_of_the_term_it_is_deemed_in_business_unless_prolonged(scene: Scene) -> None:
    row = rest(scene, until=20)
    with pytest.raises(Conflict):
        do("dormancy.deem_resumed", row.pk)
    do("dormancy.extend", row.pk, scene.agent, until=in_days(100))
    assert now(row.pk).until.isoformat() == in_days(100)
    with acting_as(CLOCKWORK):
        Dormancy.objects.filter(pk=row.pk).update(since=date(2025, 1, 1), until=date(2026, 1, 1))
    assert do("dormancy.deem_resumed", row.pk).proceeding.state == "resumed"
    assert status_of(scene.firm) == "registered"
    assert shown(scene.firm, "dormancy_end").title.endswith("歇业期满恢复经营公示")


@pytest.mark.django_db
def test_the_entity_publishes_that_it_is_back(scene: Scene) -> None:
    row = rest(scene)
    do("dormancy.publish_end", row.pk, scene.agent, resumed_on=in_days(0))
    assert do("dormancy.take_effect", row.pk).proceeding.state == "resumed"
    assert status_of(scene.firm) == "registered"
    with pytest.raises(Incomplete):
        rest(scene, until=365 * 3 + 10)
    assert rest(scene).state == "dormant"


@pytest.mark.django_db
def test_found_in_business_it_has_thirty_days_to_publish_and_a_fine_is_possible(scene: Scene) -> None:
    row = rest(scene)
    found = do("dormancy.find_resumed", row.pk, scene.world.officer, resumed_on=in_days(0)).proceeding
    assert (found.due_limit, status_of(scene.firm)) == ("registry.dormancy_end_publicity", "registered")
    assert do("dormancy.note_failure", row.pk).proceeding.state == "failed"


@pytest.mark.django_db
def test_who_leaves_while_resting_is_not_back_in_business(scene: Scene) -> None:
    row = rest(scene, until=5)
    do("liquidation.dissolve", None, scene.agent, subject=scene.firm.pk, cause="resolution", dissolved_on=in_days(0))
    with acting_as(CLOCKWORK):
        Dormancy.objects.filter(pk=row.pk).update(since=date(2025, 1, 1), until=date(2026, 1, 1))
        scene.firm.status = "deregistered"
        scene.firm.save(update_fields=["status"])
    assert do("dormancy.deem_resumed", row.pk).proceeding.state == "gone"
    with acting_as(CLOCKWORK):
        assert MarketEntity.objects.get(pk=scene.firm.pk).subject.status == "deregistered"

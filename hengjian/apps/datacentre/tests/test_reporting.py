"""Reports to the province: scheduled by two, sent to a partner that answers, sent back with errors, sent again, overdue."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.utils import timezone

from hengjian.apps.datacentre.actions import reporting
from hengjian.apps.datacentre.procedures import ReportDelivery
from hengjian.apps.datacentre.rules.reporting import before, messages
from hengjian.apps.datacentre.tests.supplied import HEAD, adopted, do, ran
from hengjian.apps.registry.partners.mock import Mock
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Incomplete, NotAllowed
from hengjian.kernel.testing import World, make_world

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("period", "day", "name", "since", "until"),
    [
        ("day", date(2026, 3, 1), "2026-02-28", date(2026, 2, 28), date(2026, 3, 1)),
        ("week", date(2026, 11, 22), "2026-W46", date(2026, 11, 9), date(2026, 11, 16)),
        ("week", date(2026, 1, 5), "2026-W01", date(2025, 12, 29), date(2026, 1, 5)),
        ("month", date(2026, 1, 15), "2025-12", date(2025, 12, 1), date(2026, 1, 1)),
    ],
)
def test_the_period_that_is_over(period: str, day: date, name: str, since: date, until: date) -> None:
    found = before(period, day)
    assert (found.name, found.since, found.until) == (name, since, until)


def test_rows_are_cut_into_messages_and_nothing_is_lost() -> None:
    rows: list[dict[str, Any]] = [{"n": n} for n in range(450)]
    assert [len(part) for part in messages(rows)] == [200, 200, 50]
    assert [len(part) for part in messages([])] == [0]


def scheduled(world: World, **changes: Any) -> Any:
    today = timezone.localdate()
    given = {"table": "food_workshops", "recipient": "report-province", "period": "day", "since": today} | changes
    drafted = do(world.officer, "report_schedule.draft_schedule", **given).proceeding
    return do(world.head, "report_schedule.adopt_schedule", drafted.pk).proceeding


def delivery() -> ReportDelivery:
    with acting_as(CLOCKWORK):
        return ReportDelivery.objects.get()


def tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)


def test_a_period_is_reported_with_a_receipt(settings: LazySettings) -> None:
    world = make_world()
    adopted(world)
    ran(world, f"{HEAD}\nL1,,样穗店,,2025-01-01,,有效,,13812340017\nL2,,样禾店,,2025-01-01,,有效,,\n")
    scheduled(world)
    with Mock(settings.HENGJIAN_EXCHANGE_KEY) as partner:
        settings.HENGJIAN_EXCHANGE = partner.address
        assert reporting.open_due(tomorrow()) == 1
        assert reporting.open_due(tomorrow()) == 0
        assert reporting.deliver(delivery().pk) == "take_receipt"
    assert delivery().state == "received"
    assert delivery().rows == 2
    assert delivery().receipt.startswith("report-province-")


def test_what_is_sent_back_names_its_rows_and_is_sent_again(settings: LazySettings) -> None:
    world = make_world()
    adopted(world)
    line = "L1,,{name},,2025-01-01,,有效,,"
    ran(world, f"{HEAD}\n{line.format(name='样退回店')}\n")
    scheduled(world)
    with Mock(settings.HENGJIAN_EXCHANGE_KEY) as partner:
        settings.HENGJIAN_EXCHANGE = partner.address
        reporting.open_due(tomorrow())
        assert reporting.deliver(delivery().pk) == "take_errors"
        assert delivery().errors == [{"row": "L1", "element": "entity_name", "why": "与标准不符"}]
        assert delivery().due is not None
        ran(world, f"{HEAD}\n{line.format(name='样穗店')}\n")
        do(world.officer, "report_delivery.resend", delivery().pk, reason="名称已更正")
        assert reporting.deliver(delivery().pk) == "take_receipt"
    assert (delivery().state, delivery().attempt, delivery().errors) == ("received", 2, [])


def test_a_partner_that_is_not_there_is_tried_again_while_the_limit_runs(settings: LazySettings) -> None:
    world = make_world()
    adopted(world)
    scheduled(world)
    settings.HENGJIAN_EXCHANGE = ""
    reporting.open_due(tomorrow())
    due = delivery().due
    assert reporting.deliver(delivery().pk) == "note_failure"
    version = delivery().version
    reporting.deliver(delivery().pk)
    assert (delivery().state, delivery().due, delivery().version) == ("pending", due, version)


def test_what_tells_of_a_person_is_not_reported() -> None:
    world = make_world()
    adopted(world)
    with pytest.raises(Incomplete) as refused:
        scheduled(world, elements="entity_name, contact_phone")
    assert "elements" in refused.value.fields


def test_who_drafted_a_schedule_does_not_adopt_it() -> None:
    world = make_world()
    adopted(world)
    given = {"table": "food_workshops", "recipient": "report-nation", "since": timezone.localdate()}
    drafted = do(world.admin, "report_schedule.draft_schedule", **given).proceeding
    with pytest.raises(NotAllowed):
        do(world.admin, "report_schedule.adopt_schedule", drafted.pk)

"""Results to another province: what stands, with a receipt; the class only for a purpose and on record (D1, D7)."""

from typing import Any

import pytest
from django.utils import timezone

from hengjian.apps.credit.models import RiskGrade, RiskLook
from hengjian.apps.credit.procedures import ProvinceNotice
from hengjian.apps.credit.tests.builders import do, firm, listed, reload
from hengjian.apps.registry.actions import exchange
from hengjian.apps.registry.models import Dispatch
from hengjian.apps.registry.partners.client import Receipt
from hengjian.kernel.models import Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Incomplete
from hengjian.kernel.testing import World

pytestmark = pytest.mark.django_db


def sent(world: World, subject: Subject, **more: Any) -> ProvinceNotice:
    given = {"subject": subject.pk, "province": "33", "purpose": "跨省联合惩戒"} | more
    found: ProvinceNotice = do(world.head, "province_notice.send_results", **given).proceeding  # type: ignore[assignment]
    return found


def messages(subject: Subject) -> dict[str, Dispatch]:
    with acting_as(CLOCKWORK):
        return {d.topic: d for d in Dispatch.objects.filter(subject=subject, partner="elsewhere")}


def test_what_stands_goes_out_with_its_articles_and_is_closed_by_the_receipt(world: World) -> None:
    subject = firm(world)
    listed(subject)
    row = sent(world, subject)
    message = messages(subject)["credit.results"]
    assert message.due is not None
    assert message.payload["bureau"] == "浙江省市场监督管理局"
    assert {m["id"] for m in message.payload["measures"]} >= {"re10", "re11"}
    assert all(one["article"] for one in message.payload["standing"] + message.payload["measures"])
    assert "grade" not in message.payload
    assert exchange.answered(message.key, Receipt("浙信〔2026〕8号", "done"))
    found = reload(row)
    assert (found.state, found.receipt) == ("recognised", "浙信〔2026〕8号")


def test_the_class_goes_out_for_a_purpose_and_the_subject_sees_to_whom(world: World) -> None:
    subject = firm(world)
    with acting_as(CLOCKWORK):
        RiskGrade.objects.create(subject=subject, grade="D", score=5000, version="t", graded_at=timezone.now())
    sent(world, subject, with_class=True)
    assert messages(subject)["credit.results"].payload["grade"] == "D"
    with acting_as(world.enterprise):
        assert [(one.body, one.purpose) for one in RiskLook.objects.all()] == [("浙江省市场监督管理局", "跨省联合惩戒")]


def test_nothing_is_sent_where_nothing_stands_or_to_ones_own_province(world: World) -> None:
    subject = firm(world)
    with pytest.raises(Incomplete):
        sent(world, subject)
    listed(subject)
    with pytest.raises(Incomplete) as own:
        sent(world, subject, province="41")
    assert set(own.value.fields) == {"province"}
    assert messages(subject) == {}

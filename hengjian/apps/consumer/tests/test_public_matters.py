"""Warnings, studies, cards, promises, reports: two persons, the right of reply, what is public and what ends it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from hengjian.apps.consumer import queries
from hengjian.apps.consumer.actions.bulletins import figures
from hengjian.apps.consumer.models import StudySample
from hengjian.apps.consumer.procedures import ConsumerPromise
from hengjian.apps.consumer.rules.environment import PlaceFacts, index
from hengjian.apps.consumer.rules.prepaid import IssuerFacts, signs
from hengjian.apps.consumer.tests.told import cluster, do, machine, shop, told
from hengjian.kernel.models import Disclosure, Paper
from hengjian.kernel.paper import render
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed
from hengjian.kernel.testing import World

pytestmark = pytest.mark.django_db
WARNING = {
    "grade": "caution", "headline": "办卡前先看三件事", "what": "近期健身场馆收取年费后停业失联的投诉增多，请注意防范。",
    "advice": "金额分次付，要书面合同。", "category": "", "problem": "prepaid",
}  # fmt: skip
PLAN = {
    "kind": "test", "about": "儿童保温杯", "category": "", "method": "按标准检测保温效能和密封性", "sampling": "商场购买",
    "body": "样周口市消费者协会",
}  # fmt: skip
OFFER: dict[str, Any] = {"kind": "no_reason_return", "days": 15, "terms": "未经使用的商品凭小票退货"}


def test_a_warning_is_published_by_another_person_with_its_counts_and_ends(world: World) -> None:
    cluster(shop(world), 6)
    row = do(world.colleague, "consumption_warning.draft_warning", **WARNING).proceeding
    assert row.grounds["now"] == 6
    do(world.colleague, "consumption_warning.send_for_review", row.pk)
    with pytest.raises(NotAllowed):
        do(world.colleague, "consumption_warning.publish_warning", row.pk)
    do(world.head, "consumption_warning.publish_warning", row.pk)
    assert [d.body["headline"] for d in queries.records.public_rows("consumption_warning")] == ["办卡前先看三件事"]
    machine("consumption_warning.expire_warning", row.pk)
    assert not queries.records.public_rows("consumption_warning").exists()


def study(world: World, count: int = 2) -> Any:
    row = do(world.officer, "comparative_study.plan_study", **PLAN).proceeding
    for n in range(count):
        do(world.officer, "comparative_study.add_sample", row.pk, brand=f"样{n}牌")
    return row


def test_nothing_is_published_that_those_tested_could_not_answer(world: World) -> None:
    row = study(world)
    do(world.officer, "comparative_study.end_sampling", row.pk)
    with pytest.raises(Conflict):
        do(world.officer, "comparative_study.ask_replies", row.pk)
    with acting_as(CLOCKWORK):
        samples = list(StudySample.objects.filter(proceeding_id=row.pk))
    for sample in samples:
        do(world.officer, "comparative_study.enter_result", row.pk, sample=sample.pk, result="合格", verdict="plain")
    do(world.officer, "comparative_study.ask_replies", row.pk)
    with pytest.raises(Conflict):
        do(
            world.head,
            "comparative_study.publish_study",
            row.pk,
            summary="两个样品均符合标准，没有明显差别，详见分项结果。",
        )
    do(world.officer, "comparative_study.enter_reply", row.pk, sample=samples[0].pk, reply="没有异议")
    machine("comparative_study.end_replies", row.pk)
    do(
        world.head,
        "comparative_study.publish_study",
        row.pk,
        summary="两个样品均符合标准，没有明显差别，详见分项结果。",
    )
    found = queries.records.public_rows("comparative_study").get()
    assert [(r["brand"], r["reply"]) for r in found.body["results"]] == [("样0牌", "没有异议"), ("样1牌", "")]


def test_one_brand_is_no_comparison_and_no_brand_stands_twice(world: World) -> None:
    row = study(world, 1)
    with pytest.raises(Conflict):
        do(world.officer, "comparative_study.end_sampling", row.pk)
    with pytest.raises(Incomplete):
        do(world.officer, "comparative_study.add_sample", row.pk, brand="样0牌")


@pytest.mark.parametrize(
    ("facts", "count"),
    [
        (IssuerFacts(0, 0, 0, 50, 100), 0),
        (IssuerFacts(2, 3, 3, 50, 100), 1),
        (IssuerFacts(0, 5, 2, 50, 100), 1),
        (IssuerFacts(0, 5, 3, 50, 100), 0),
        (IssuerFacts(0, 0, 0, 19, 100), 1),
        (IssuerFacts(0, 0, 0, None, 301, 100), 1),
        (IssuerFacts(2, 6, 1, 5, 900, 100, abnormal=True), 5),
    ],
)
def test_early_signs_of_an_issuer(facts: IssuerFacts, count: int) -> None:
    assert len(signs(facts)) == count


def test_signs_wait_for_a_person_and_restraint_is_theirs(world: World) -> None:
    subject = shop(world)
    given = {"subject": subject.pk, "trade": "fitness", "cards": 100, "balance": 5_000_000, "deposit": 4_000_000}
    row = do(world.officer, "prepaid_issuer.register_issuer", **given).proceeding
    assert row.department == "体育部门"
    assert do(world.officer, "prepaid_issuer.look", row.pk).proceeding.state == "registered"
    cluster(subject, 6)
    found = do(world.officer, "prepaid_issuer.look", row.pk).proceeding
    assert found.state == "alerted"
    assert found.signs
    with pytest.raises(NotAllowed):
        do(world.officer, "prepaid_issuer.restrain", row.pk, reason="场馆已停业，联合处置")
    do(world.head, "prepaid_issuer.restrain", row.pk, reason="场馆已停业，联合处置")
    with pytest.raises(Incomplete):
        do(world.officer, "prepaid_issuer.register_issuer", **given)


def offered(world: World, **more: Any) -> ConsumerPromise:
    subject = shop(world)
    row: ConsumerPromise = do(
        world.enterprise, "consumer_promise.offer", subject=subject.pk, **{**OFFER, **more}
    ).proceeding
    return row


def test_a_promise_is_no_less_than_the_law(world: World) -> None:
    """消保法 25: seven days."""
    with pytest.raises(Incomplete) as refused:
        offered(world, days=6)
    assert "days" in refused.value.fields


def test_the_second_proven_breach_ends_a_promise(world: World) -> None:
    row = offered(world)
    do(world.head, "consumer_promise.recognise_promise", row.pk)
    breach = {"what": "拒绝退货", "number": "川投〔2026〕1号"}
    assert do(world.officer, "consumer_promise.enter_breach", row.pk, **breach).proceeding.state == "standing"
    assert queries.records.public_rows("consumer_promise").count() == 1
    assert do(world.officer, "consumer_promise.enter_breach", row.pk, **breach).proceeding.state == "withdrawn"
    assert not queries.records.public_rows("consumer_promise").exists()
    with acting_as(CLOCKWORK):
        assert Disclosure.objects.get(kind="consumer_promise").withdrawn_at


def test_only_who_acts_for_a_shop_promises_for_it(world: World) -> None:
    subject = shop(world)
    with pytest.raises(Incomplete):
        do(world.citizen, "consumer_promise.offer", subject=subject.pk, **OFFER)


def test_a_report_shows_the_frozen_figures_and_is_signed_by_another(world: World) -> None:
    cluster(shop(world), 7)
    today = timezone.localdate()
    given = {"since": (today - timedelta(days=29)).isoformat(), "until": today.isoformat()}
    row = do(world.officer, "risk_bulletin.make_bulletin", **given).proceeding
    told(None, "之后来的投诉，办卡后关门")
    do(
        world.head,
        "risk_bulletin.issue_bulletin",
        row.pk,
        assessment="预付卡投诉集中于一家停业场馆，已按群体性事件处置。",
    )
    with acting_as(CLOCKWORK):
        paper = Paper.objects.get(proceeding_id=row.pk)
    assert paper.data["total"] == 7
    assert paper.data["rising"]
    shown = " ".join(str(value) for _label, value in row.facts())
    assert paper.data["problems"][0][0] in shown, "whoever signs reads the figures first"
    assert render("consumer.bulletin", paper.data | {"date": "2026-11-22"}).startswith(b"%PDF")


def test_a_report_is_not_about_the_future(world: World) -> None:
    today = timezone.localdate()
    with pytest.raises(Incomplete):
        do(
            world.officer,
            "risk_bulletin.make_bulletin",
            since=today.isoformat(),
            until=(today + timedelta(days=1)).isoformat(),
        )


def test_figures_of_a_period_without_complaints(world: World) -> None:
    today = timezone.localdate()
    with acting_as(world.officer):
        found = figures("411602", today - timedelta(days=7), today)
    assert (found["total"], found["change"], found["rising"]) == (0, "—", [])


def test_the_index_is_the_mean_of_what_is_known() -> None:
    """10 complaints on 1,000 subjects is half of the worst rate: 50; 8 of 10 closed in time: 80; none settled: 0; safe: 90."""
    found = index(PlaceFacts(10, 1000, 10, 8, 0, serious=1))
    assert [str(p.points) for p in found.parts] == ["50.0", "80.0", "0.0", "90.0"]
    assert str(found.points) == "55.0"
    assert index(PlaceFacts(0, 0)).points is None


def test_the_index_of_a_place_counts_what_the_reader_may_see(world: World) -> None:
    cluster(shop(world), 3)
    today = timezone.localdate()
    with acting_as(world.officer):
        (row,) = [
            r
            for r in queries.environment.environment("411602", today - timedelta(days=60), today)
            if r["key"] == "411602"
        ]
    assert row["complaints"] == 3
    with acting_as(world.stranger):
        rows = queries.environment.environment("411602", today - timedelta(days=60), today)
    assert {r["complaints"] for r in rows} <= {0}

"""Stations, punitive damages, education, the right of reply, the numbers of papers, the index with ratings and surveys."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hengjian.apps.consumer import queries
from hengjian.apps.consumer.models import StudySample
from hengjian.apps.consumer.rules.environment import PlaceFacts, Surveyed, index
from hengjian.apps.consumer.rules.guarantee import goods_named
from hengjian.apps.consumer.rules.papers import patterns
from hengjian.apps.consumer.tests.builders import accepted, complained, do, fresh, guest, settled, shop
from hengjian.apps.enforcement.queries import entitled
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import ActContent, Paper, Subject
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete
from hengjian.kernel.testing import World, again, make_subject, person, signed_in

pytestmark = pytest.mark.django_db
LAW = LawOn(date(2026, 5, 1))


@pytest.fixture
def subject(world: World) -> Subject:
    return shop(world)


# ---- punitive damages ----


@pytest.mark.parametrize(
    ("ground", "price", "loss", "amount"),
    [
        ("fraud", "1299", None, "3897.00"),  # 消保法 55: three times the price
        ("fraud", "100", None, "500.00"),  # … 500 at least
        ("food", "25.80", None, "1000.00"),  # 食品安全法 148: 1,000 at least
        ("food", "200", "900", "2700.00"),  # … three times the loss where that is more than ten times the price
        ("food", "300", "900", "3000.00"),
        ("known_defect", None, "8000", "16000.00"),  # 消保法 55 para. 2: up to twice the loss
    ],
)
def test_what_the_law_gives(ground: str, price: str | None, loss: str | None, amount: str) -> None:
    found = entitled(ground, price and Decimal(price), loss and Decimal(loss), LAW)  # type: ignore[arg-type]
    assert found is not None
    assert (found.amount, found.at_most) == (Decimal(amount), ground == "known_defect")


def test_ground_and_amount_stand_on_the_complaint(world: World, subject: Subject) -> None:
    row = accepted(world, subject)
    with pytest.raises(Incomplete):
        do(world.officer, "complaint.note_punitive", row.pk, ground="known_defect", price="10", note="明知有缺陷")
    do(world.officer, "complaint.note_punitive", row.pk, ground="fraud", price="1299", note="标为全新，实为返修机")
    told = fresh(row)
    assert told.punitive_amount == 389_700
    assert "第五十五条" in told.punitive_article


# ---- stations ----


def test_a_station_is_listed_works_and_closes_when_nothing_lies_with_it(world: World, subject: Subject) -> None:
    given = {
        "name": "样商场服务站",
        "place": "411602",
        "address": "样路1号",
        "phone": "0394-8000001",
        "account": "citizen",
    }
    with pytest.raises(Incomplete):
        do(world.head, "station_listing.list_station", **given | {"place": "411624"})
    listing = do(world.head, "station_listing.list_station", **given).proceeding
    row = complained(subject)
    do(world.officer, "complaint.send_to_station", row.pk, station=listing.station_id)
    with pytest.raises(Conflict):
        do(world.head, "station_listing.close_station", listing.pk, reason="商场已经停业")
    with acting_as(world.officer):
        (one,) = queries.stations.with_work(queries.stations_of("411602"))
        assert (one.waiting, one.handed, one.settled) == (1, 1, None) or (one.waiting, one.settled) == (1, 0)
    do(world.citizen, "complaint.settle_at_station", row.pk, terms="当场换货", amount="0")
    with acting_as(world.officer):
        (one,) = queries.stations.with_work(queries.stations_of("411602"))
        assert (one.waiting, one.settled) == (0, 1)
    do(world.head, "station_listing.close_station", listing.pk, reason="商场已经停业")
    with acting_as(world.officer):
        assert not queries.stations_of("411602").exists()


# ---- education ----


def test_an_activity_is_public_with_its_material_and_afterwards_with_its_reach(world: World) -> None:
    today = timezone.localdate()
    given = {"theme": "elderly", "name": "银发消费课堂", "place": "社区活动室", "first_day": today.isoformat(),
             "content": "识别会销和保健品夸大宣传"}  # fmt: skip
    with pytest.raises(Incomplete):
        do(world.officer, "education_activity.announce_activity", **given, last_day=(today - timedelta(1)).isoformat())
    row = do(world.officer, "education_activity.announce_activity", **given).proceeding
    do(world.officer, "education_activity.add_material", row.pk, title="三不要", text="不要轻信免费讲座和礼品")
    do(world.officer, "education_activity.note_held", row.pk)
    do(world.officer, "education_activity.count_reach", row.pk, reached=85, handed_out=200, result="现场接待咨询")
    (found,) = queries.education.published()
    assert (found.body["coded"]["reached"], found.body["material"][0]["title"]) == (85, "三不要")
    page = Client().get(f"/education/{found.pk}/").content.decode()
    assert "不要轻信免费讲座和礼品" in page
    assert "银发消费课堂" in Client().get("/education/?theme=elderly").content.decode()
    assert "银发消费课堂" not in Client().get("/education/?theme=waste").content.decode()


def test_an_activity_that_is_to_come_was_not_held(world: World) -> None:
    day = (timezone.localdate() + timedelta(days=9)).isoformat()
    given = {
        "theme": "waste",
        "name": "光盘进校园",
        "place": "样小学",
        "first_day": day,
        "content": "制止餐饮浪费，按需点餐",
    }
    row = do(world.officer, "education_activity.announce_activity", **given).proceeding
    with pytest.raises(Conflict):
        do(world.officer, "education_activity.note_held", row.pk)
    do(world.officer, "education_activity.cancel_activity", row.pk, reason="场地停电")
    assert not queries.education.published().exists()


# ---- the right of reply ----


def member(world: World, name: str, username: str) -> tuple[Subject, Principal]:
    with acting_as(CLOCKWORK):
        who = person(username, username)
    return make_subject(name, member=who), again(who)


def test_each_business_replies_to_its_own_result_and_sees_no_other(world: World) -> None:
    plan = {
        "kind": "test",
        "about": "保温杯",
        "method": "按标准检测保温效能",
        "sampling": "商场购买",
        "body": "样消费者协会",
    }
    row = do(world.officer, "comparative_study.plan_study", **plan).proceeding
    firms = [member(world, f"样{n}杯业", f"firm{n}") for n in "甲乙"]
    for firm, _who in firms:
        do(world.officer, "comparative_study.add_sample", row.pk, brand=firm.name, subject=firm.pk, price="89.50")
    do(world.officer, "comparative_study.end_sampling", row.pk)
    with acting_as(CLOCKWORK):
        samples = list(StudySample.objects.filter(proceeding_id=row.pk).order_by("pk"))
    assert samples[0].price == 8950
    for sample in samples:
        given = {"sample": sample.pk, "result": f"结果{sample.brand}", "verdict": "poor"}
        do(world.officer, "comparative_study.enter_result", row.pk, **given)
    do(world.officer, "comparative_study.ask_replies", row.pk)
    _firm, who = firms[0]
    with pytest.raises(Incomplete):
        do(who, "comparative_study.reply_to_result", row.pk, sample=samples[1].pk, reply="替别人说话")
    do(who, "comparative_study.reply_to_result", row.pk, sample=samples[0].pk, reply="已改进杯盖")
    with acting_as(CLOCKWORK):
        assert [s.reply for s in StudySample.objects.order_by("pk")] == ["已改进杯盖", ""]
    with acting_as(who):
        notes = [
            a.body["note"] for a in ActContent.objects.filter(proceeding_id=row.pk) if a.body and a.body.get("note")
        ]
        assert not [n for n in notes if samples[1].brand in n], "what a competitor got is not on its record"
    page = signed_in(who).get(f"/p/{row.pk}/").content.decode()
    assert f"结果{samples[0].brand}" in signed_in(who).get(f"/p/{row.pk}/act/reply_to_result/").content.decode()
    assert samples[1].brand not in page


# ---- numbers, the index, the calculator ----


def test_papers_bear_the_numbers_of_the_forms(world: World, subject: Subject) -> None:
    accepted(world, subject)
    with acting_as(CLOCKWORK):
        numbers = dict(Paper.objects.values_list("template", "number"))
    assert "市监诉受〔" in numbers["consumer.acceptance"]
    assert "市监诉登〔" in numbers["consumer.register"]
    assert all("{serial}" in pattern and "登字" not in pattern for pattern in patterns().values())


def test_ratings_and_surveys_are_parts_of_the_index() -> None:
    facts = PlaceFacts(2, 0, satisfied=3, rated=4, survey=Surveyed("72.34", "2.1"))
    assert [(p.key, str(p.points)) for p in index(facts).parts] == [("satisfied", "75.0"), ("survey", "72.3")]


def test_a_rating_reaches_the_index_of_its_city_and_trade(world: World, subject: Subject) -> None:
    row = settled(world, subject)
    do(CLOCKWORK, "complaint.examine", complained(subject).pk)
    with acting_as(CLOCKWORK):
        type(row).objects.filter(pk=row.pk).update(stars=5)
        from_told = queries.likeness.told(row.pk)
    today = timezone.localdate()
    with acting_as(world.city):
        rows: list[dict[str, Any]] = queries.environment.environment("4116", today - timedelta(days=9), today, "city")
    assert [r["key"] for r in rows] == ["4116"]
    assert from_told is None or any(p.key == "satisfied" for p in rows[0]["index"].parts)


def test_goods_of_a_complaint_are_known_to_the_calculator() -> None:
    assert (goods_named("滚筒洗衣机"), goods_named("华为手机"), goods_named("牛肉")) == ("washing_machine", "phone", "")


def test_an_appraisal_says_who_the_fault_lies_with(world: World, subject: Subject) -> None:
    row = accepted(world, subject)
    do(world.officer, "complaint.begin_appraisal", row.pk, what="委托市质检中心检测")
    do(world.officer, "complaint.end_appraisal", row.pk, result="密封圈老化，系使用所致", fault="use")
    assert fresh(row).fault == "use"
    page = signed_in(world.officer).get(f"/p/{row.pk}/").content.decode()
    assert "/guarantee/?" in page
    assert "misuse=1" in page
    assert do(guest(), "complaint.urge", row.pk).proceeding.urged == 1

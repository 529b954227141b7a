"""Data that are said to be wrong: told by anybody, answered by who answers for them (政府信息公开条例第四十一条)."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from hengjian.apps.datacentre.actions.reminding import remind
from hengjian.apps.datacentre.procedures import DataCorrection
from hengjian.apps.datacentre.queries import opening
from hengjian.apps.datacentre.rules.reminding import near
from hengjian.apps.datacentre.tests.sharing_scene import Sharing
from hengjian.kernel.calendar import Calendar
from hengjian.kernel.indicator import Span, indicators
from hengjian.kernel.models import Act, Disclosure, Proceeding
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Incomplete

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(tmp_path: Path, settings) -> Sharing:
    settings.HENGJIAN_HOME = tmp_path
    return Sharing()


def told(scene: Sharing, shown: Disclosure, **values: object) -> DataCorrection:
    given = {
        "resource": "penalties",
        "disclosure": shown.pk,
        "field": "content",
        "why": "决定书上写的是三百元",
        **values,
    }
    row: DataCorrection = scene.do(scene.tax, "data_correction.report_fault", None, **given)
    return row


def test_a_stranger_tells_a_fault_and_reads_the_answer_by_a_code(scene: Sharing) -> None:
    shown = scene.published()
    form = Client().get(f"/open-data/fault/?resource=penalties&disclosure={shown.pk}").content.decode()
    assert shown.title in form
    given = {
        "resource": "penalties",
        "disclosure": shown.pk,
        "wrong": "五百元",
        "right": "三百元",
        "why": "决定书上写的是三百元",
    }
    sent = Client().post("/open-data/fault/", given)
    assert sent.status_code == 302, sent.content.decode()
    with acting_as(scene.world.officer):
        row = DataCorrection.objects.get()
    assert (row.code, row.state, row.due_limit, row.subject_id) == (
        "411602",
        "received",
        "datacentre.correction",
        scene.shop.pk,
    )
    scene.do(scene.world.officer, "data_correction.correct_data", row.pk, answer="已按决定书更正")
    assert "已按决定书更正" in Client().get(sent["Location"]).content.decode()
    assert row.number not in Client().get("/open-data/answer/?code=AAAA-BBBB-CCCC").content.decode()


def test_what_was_typed_is_kept_where_something_is_missing(scene: Sharing) -> None:
    answer = Client().post(
        "/open-data/fault/", {"resource": "penalties", "record": "样决定书", "why": "决定书上写的是三百元"}
    )
    assert answer.status_code == 422
    assert "样决定书" in answer.content.decode()
    with acting_as(CLOCKWORK):
        assert not Proceeding.objects.filter(procedure="datacentre.data_correction").exists()


def test_the_owner_takes_a_wrong_record_out_and_it_is_gone_from_open_data(scene: Sharing) -> None:
    shown = scene.published()
    row = told(scene, shown)
    scene.do(scene.world.officer, "data_correction.correct_data", row.pk, answer="已更正并撤下原记录", withdraw=True)
    assert list(opening.all_rows(opening.open_datasets()["penalties"])) == []


def test_an_officer_hands_a_fault_of_another_county_over_to_it(scene: Sharing) -> None:
    given = {"resource": "registry.entities", "subject": scene.other.pk, "why": "经营场所已经搬迁"}
    row = scene.do(scene.world.officer, "data_correction.report_fault", None, **given)
    assert row.code == "411602"
    row = scene.do(
        scene.world.officer, "data_correction.transfer", row.pk, authority="411624", reason="该记录由沈丘县局负责"
    )
    with acting_as(scene.world.stranger):
        assert DataCorrection.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"resource": "nothing"}, "resource"),
        ({"why": ""}, "why"),
        ({"disclosure": None, "record": "某决定书"}, "record"),
        ({"wrong": "三百元", "right": "三百元"}, "right"),
    ],
)
def test_what_nobody_could_look_into_is_refused_beside_its_field(scene: Sharing, wrong: dict, field: str) -> None:
    with pytest.raises(Incomplete) as refused:
        told(scene, scene.published(), **wrong)
    assert field in refused.value.fields


def test_the_rate_of_real_faults_and_of_answers_in_time_is_reckoned_by_owner(scene: Sharing) -> None:
    shown = scene.published()
    right, wrong, late = (told(scene, shown) for _n in range(3))
    scene.do(scene.world.officer, "data_correction.correct_data", wrong.pk, answer="已按决定书更正")
    scene.do(scene.world.officer, "data_correction.keep_data", right.pk, answer="与决定书一致")
    today = timezone.localdate()
    for code, rate in (("411602", Decimal("50.00")), ("411624", None)):
        with acting_as(CLOCKWORK):
            assert indicators()["datacentre.correction_rate"].figure(Span(code, today, today)).value == rate
    with acting_as(CLOCKWORK):
        span = Span("411602", today, today + timedelta(days=40))
        figure = indicators()["datacentre.corrections_on_time"].figure(span)
    assert (figure.numerator, figure.denominator) == (2, 3)  # the one that is still open has not been kept yet
    assert late.state == "received"


def test_who_has_an_account_is_led_to_the_matter(scene: Sharing) -> None:
    client = Client()
    with acting_as(scene.tax):
        done = perform(
            "datacentre.data_correction.report_fault", None,
            {"resource": "registry.entities", "subject": scene.shop.pk, "why": "名称有误，少一个字"}, scene.tax,
        )  # fmt: skip
    assert client.get(f"/p/{done.proceeding.pk}/").status_code == 302  # not for somebody else


@pytest.mark.parametrize(
    ("today", "due", "said"),
    [
        (date(2026, 11, 18), date(2026, 11, 24), False),  # Wednesday to Tuesday: four working days
        (date(2026, 11, 19), date(2026, 11, 24), True),  # three, a weekend between
        (date(2026, 11, 24), date(2026, 11, 24), True),
        (date(2026, 11, 25), date(2026, 11, 24), False),
    ],
)
def test_it_is_reminded_three_working_days_before(today: date, due: date, said: bool) -> None:
    assert near(today, due, 3, Calendar()) is said


def test_the_clock_reminds_of_an_answer_once(scene: Sharing) -> None:
    row = told(scene, scene.published())
    due = timezone.localdate(row.due)
    assert remind(due - timedelta(days=30)) == 0
    assert (remind(due), remind(due)) == (1, 1)
    with acting_as(CLOCKWORK):
        assert Act.objects.filter(proceeding_id=row.pk, name="datacentre.data_correction.remind_of_answer").count() == 1

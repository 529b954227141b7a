"""Pages, API and figures of plans: what people see, and that a planner's spreadsheet becomes a plan."""

import re
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook

from hengjian.apps.planning import queries
from hengjian.apps.planning.actions.computing import compute, fingerprint, store
from hengjian.apps.planning.models import IndicatorFigure, Plan, PlanTarget
from hengjian.apps.planning.procedures import PlanPeriod, PlanReturn, TargetAssignment, TargetCascade
from hengjian.apps.planning.tests.planned import PDF, adopted, at_noon, do, told
from hengjian.kernel.indicator import Indicator, Measure, Span, indicators, share
from hengjian.kernel.principal import CLOCKWORK, NOBODY, acting_as
from hengjian.kernel.testing import World, signed_in

pytestmark = pytest.mark.django_db
SHEET = """序号\t类别\t指标\t单位\t2025年\t2028年\t2030年目标\t属性
1\t市场秩序\t消费投诉按期办结率\t%\t96\t97\t98以上\t约束性
2\t\t社会公用计量标准\t个\t190\t\t240\t预期性"""
FORM = {
    "plan_title": "周口市“十五五”市场监管规划（样）",
    "since": "2026",
    "until": "2030",
    "source": "",
    "table": SHEET,
}


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


def valued(world: World) -> Plan:
    """A plan with values of three years, one of them corrected, and two counties beside."""
    plan = adopted(world)
    for year, value in ((2021, "96.4"), (2022, "96.9"), (2023, "97.1")):
        with at_noon(year + 1, 1, 20):
            told(world.city, plan, year, {"T1": value, "T2": "200"})
            for who, more in ((world.officer, 1), (world.stranger, 3)):
                top = str(90 + more + year - 2021)
                line = {"ref": "T1", "value": top, "numerator": top, "denominator": "100"}
                told(who, plan, year, {}, lines=[line])
    return plan


# ---- for everybody ----


def test_anybody_sees_the_22_of_zhoukou_as_the_plan_prints_them(world: World) -> None:
    shown = page(Client(), "/plan/zhoukou/")
    table = shown.partition("numbers-of-text")[0]
    names = re.findall(r'class="main-cell" href="/plan/zhoukou/(T\d+)/"', table)
    assert names == [f"T{n}" for n in range(1, 23)]
    assert "96333电梯应急处置平台覆盖率" in shown
    assert "三章六(一)" in shown


def test_the_missing_table_of_qinghai_has_its_place_on_the_page(world: World) -> None:
    assert "标题" in page(Client(), "/plan/qinghai/")
    assert ">缺</span>" in page(Client(), "/plans/")


def test_the_page_of_an_indicator_tells_everything_about_it(world: World) -> None:
    plan = valued(world)
    shown = page(Client(), f"/plan/{plan.key}/T1/")
    for words in ("97.1", "沈丘县", "川汇区", "最小二乘", "/proofs/"):
        assert words in shown
    assert page(Client(), f"/plan/{plan.key}/T1/?code=411624&on=2023-06-01").count("94") >= 1
    assert "各部分相加" in page(Client(), f"/plan/{plan.key}/T1/")
    page(Client(), f"/plan/{plan.key}/T9/", 404)
    page(Client(), "/plan/none/", 404)


def test_a_page_of_an_earlier_day_shows_what_was_known_then(world: World) -> None:
    plan = valued(world)
    then, now = page(Client(), f"/plan/{plan.key}/?on=2022-06-01"), page(Client(), f"/plan/{plan.key}/")
    assert ("96.4" in then, "97.1" in then) == (True, False)
    assert "97.1" in now
    assert page(Client(), f"/plan/{plan.key}/?on=nonsense&verdict=red&nature=binding&code=9")


def test_a_plan_is_taken_out_as_a_table(world: World) -> None:
    plan = valued(world)
    rows = page(Client(), f"/plan/{plan.key}/?as=csv").splitlines()
    assert len(rows) == 4
    assert "97.1" in rows[1]


def test_plans_with_the_same_indicator_are_compared_by_rank(world: World) -> None:
    shown = page(Client(), "/plans/compare/?key=food_sampling_batches_per_1000")
    assert shown.count('class="main-cell"') == 5  # Zhoukou names it in its table and in its text


def test_somebody_without_an_account_comments(world: World) -> None:
    plan = adopted(world)
    browser = Client()
    answer = browser.post(f"/plan/{plan.key}/comment/", {"words": "请公布各县数据"}, follow=True)
    assert "规意" in answer.content.decode()
    assert "未" in browser.post(f"/plan/{plan.key}/comment/", {"words": "好"}, follow=True).content.decode()
    assert signed_in(world.city).post(f"/plan/{plan.key}/comment/", {"words": "自己说"}).status_code == 404


def test_the_api_tells_what_is_printed_and_how_it_stands(world: World) -> None:
    plan = valued(world)
    client = Client()
    assert len(client.get("/api/v1/planning/plans/zhoukou/targets?table=true").json()) == 22
    one = client.get(f"/api/v1/planning/plans/{plan.key}/standing?on=2024-02-01").json()[0]
    assert (one["ref"], one["value"], one["how"], one["met"]) == ("T1", "97.100000", "reported", False)
    assert one["forecast"]["method"] == "least_squares"
    values = client.get(f"/api/v1/planning/plans/{plan.key}/values").json()[0]["values"]
    assert [v["day"] for v in values] == ["2021-12-31", "2022-12-31", "2023-12-31"]
    assert client.get("/api/v1/planning/plans/none/standing").status_code == 404
    assert {p["key"] for p in client.get("/api/v1/planning/plans").json()} >= {
        "henan",
        "zhoukou",
        "qinghai",
        "meizhou",
        "hubei",
    }


# ---- the planner ----


def test_a_pasted_table_is_looked_at_and_then_drafted(world: World) -> None:
    browser = signed_in(world.city)
    looked = browser.post("/plans/new/", FORM | {"look": "1"})
    assert looked.status_code == 200
    assert "2028:97" in looked.content.decode()
    answer = browser.post("/plans/new/", FORM | {"draft": "1"})
    assert answer.status_code == 302
    with acting_as(world.city):
        row = PlanPeriod.objects.get()
    assert [line["key"] for line in row.lines] == [
        "complaint_on_time_completion_rate",
        "social_public_measurement_standards",
    ]
    assert row.lines[0]["milestones"] == {"2028": "97"}


def test_a_workbook_is_read_and_its_faults_are_told_by_row_and_column(world: World) -> None:
    book, out = Workbook(), BytesIO()
    for line in SHEET.replace("98以上", "尽量高").split("\n"):
        book.active.append(line.split("\t"))  # type: ignore[union-attr]
    book.save(out)
    file = SimpleUploadedFile("t.xlsx", out.getvalue())
    answer = signed_in(world.city).post("/plans/new/", FORM | {"table": "", "file": file, "draft": "1"})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "2030年目标" in shown
    assert "尽量高" in shown, "what was read stands in the form"
    with acting_as(world.city):
        assert not PlanPeriod.objects.exists()


def test_a_file_that_is_none_is_refused_in_words(world: World) -> None:
    file = SimpleUploadedFile("t.xlsx", b"PK\x03\x04")
    assert signed_in(world.city).post("/plans/new/", FORM | {"file": file}).status_code == 422
    assert Client().get("/plans/new/").status_code == 302
    assert signed_in(world.enterprise).get("/plans/new/").status_code == 403


def test_shares_are_reckoned_put_right_and_handed_down_on_one_page(world: World) -> None:
    plan = adopted(world)
    browser, address = signed_in(world.city), f"/plan/{plan.key}/hand-down/"
    form = {f"t-T{n}": "1" for n in (1, 2, 3)} | {"way": "weight", "w-411602": "3", "w-411624": "1"}
    assert 'value="180"' in browser.post(address, form | {"reckon": "1"}).content.decode()
    short = browser.post(address, form | {"send": "1", "v-T2-411602": "100", "v-T2-411624": "60"})
    assert short.status_code == 422
    assert "160" in short.content.decode()
    sent = browser.post(address, form | {"send": "1", "v-T2-411602": "170", "v-T2-411624": "70"})
    assert sent.status_code == 302
    with acting_as(world.city):
        row = TargetCascade.objects.get()
    assert row.lines[1]["shares"] == {"411602": "170", "411624": "70"}
    assert signed_in(world.officer).get(address).status_code == 404
    assert browser.get(address).status_code == 200


def test_a_county_reports_on_its_page_and_the_light_shows(world: World) -> None:
    plan = adopted(world)
    cascade = do(world.city, "target_cascade.hand_down", plan=plan.pk, places=[{"code": "411602"}]).proceeding
    row = do(CLOCKWORK, "target_assignment.assign", cascade=cascade.pk, code="411602").proceeding
    do(world.officer, "target_assignment.confirm_targets", row.pk)
    with acting_as(NOBODY):
        own = Plan.objects.get(parent=plan)
    asked = do(CLOCKWORK, "plan_return.ask_values", plan=own.pk, code="411602", year=2025).proceeding
    browser, address = signed_in(world.officer), f"/plans/returns/{asked.pk}/"
    assert "消费投诉按期办结率" in page(browser, address)
    wrong = browser.post(address, {"T1-value": "viel", "T2-value": "241"})
    assert wrong.status_code == 422
    assert 'value="viel"' in wrong.content.decode()
    file = SimpleUploadedFile("公报.pdf", PDF)
    sent = browser.post(address, {"T1-value": "98.2", "T2-value": "239", "evidence": file, "version": "1"})
    assert sent.status_code == 302
    shown = page(Client(), f"/plan/{own.key}/")
    assert "已达" in shown
    assert "未达" in shown
    again = browser.post(address, {"T1-value": "98.2", "T2-value": "240", "reason": "漏计一项", "version": "2"})
    assert again.status_code == 302
    with acting_as(world.officer):
        assert PlanReturn.objects.get(pk=asked.pk).lines[1]["value"] == "240"


# ---- what the machine computes ----


def halves(span: Span) -> Measure:
    """Half of whatever is asked."""
    return share(1, 2)


def test_a_computed_figure_goes_before_a_reported_one_and_says_by_which_formula(world: World, monkeypatch: Any) -> None:
    one = Indicator("planning.halves", "Halves", "pct", "up", "unified_planning_opinion", halves, "Half.")
    plan = adopted(world, since=2026, until=2030)
    now = timezone.now()
    with acting_as(CLOCKWORK):
        PlanTarget.objects.filter(plan=plan, ref="T1").update(indicator=one.id)
        monkeypatch.setattr("hengjian.apps.planning.actions.computing.indicators", lambda: indicators() | {one.id: one})
        assert compute(now) >= 3  # the city and two counties
        assert compute(now) == 0, "what is equal is not stored again"
        [figure] = IndicatorFigure.objects.filter(indicator=one.id, code="411602")
    found = queries.standing(plan.key, "4116", timezone.localdate(now))[0]
    assert (found.how, str(found.value.normalize() if found.value else ""), figure.numerator, figure.denominator) == (
        "computed",
        "5E+1",
        1,
        2,
    )
    assert figure.formula == fingerprint(one)


def test_another_formula_has_another_fingerprint_and_is_stored_beside(world: World) -> None:
    def other(span: Span) -> Measure:
        return share(1, 2)

    first = Indicator("planning.x", "X", "pct", "up", "", halves, "")
    second = Indicator("planning.x", "X", "pct", "up", "", other, "")
    span = Span("4116", date(2026, 1, 1), date(2026, 3, 31))
    with acting_as(CLOCKWORK):
        assert store(first, span, timezone.now())
        assert store(second, span, timezone.now())
    assert fingerprint(first) != fingerprint(second)


def test_indicators_of_the_room_count_what_was_reported_in_time(world: World) -> None:
    plan = adopted(world)
    with at_noon(2026, 1, 20):
        told(world.city, plan, 2025, {"T1": "98"})
    with at_noon(2026, 5, 20):
        told(world.officer, plan, 2025, {"T1": "97"})
    with acting_as(world.city):
        found = indicators()["planning.values_on_time"].figure(Span("4116", date(2026, 1, 1), date(2026, 12, 31)))
        good = indicators()["planning.targets_good"].figure(Span("4116", date(2025, 1, 1), date(2025, 12, 31)))
        elsewhere = TargetAssignment.objects.filter(code="411624").count()
    assert (found.numerator, found.denominator) == (1, 2)
    assert good.denominator == 0, "on that day nothing was known"
    assert elsewhere == 0

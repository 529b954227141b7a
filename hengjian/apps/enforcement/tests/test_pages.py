"""Pages and endpoints around the case: what everybody may read, what officers compute, what is taken in by file."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from hengjian.apps.enforcement import queries
from hengjian.apps.enforcement.models import (
    DiscretionBenchmark,
    ExamResult,
    Expert,
    PowerDelegation,
    TrainingRecord,
)
from hengjian.apps.enforcement.queries import discretion as decided
from hengjian.apps.enforcement.queries.questions import load_questions
from hengjian.apps.enforcement.rules.spread import DecidedCase
from hengjian.kernel import tokens
from hengjian.kernel.models import User
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World, signed_in

pytestmark = pytest.mark.django_db


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_anybody_finds_a_cause_with_its_bands(world: World) -> None:
    client = Client()
    assert "经营超过保质期的食品" in text(client.get("/enforcement/causes/?q=超过保质期"))
    page = text(client.get("/enforcement/causes/food-013/"))
    assert "65,000" in page
    assert "《食品安全法》第一百二十四条" in page


def test_the_list_is_a_file_too(world: World) -> None:
    answer = Client().get("/enforcement/causes/?as=csv&field=ads")
    assert len(text(answer).splitlines()) == 36


def calculation(world: World, query: str) -> str:
    return text(signed_in(world.officer).get(f"/enforcement/discretion/?{query}"))


def test_the_calculator_says_band_range_reason_and_article(world: World) -> None:
    page = calculation(world, "cause=ads-003&fact=merit")
    assert "200,000—440,000" in page
    assert "《行政处罚法》第三十二条" in page


def test_an_amount_outside_the_band_is_marked_until_a_reason_is_given(world: World) -> None:
    assert "note red" in calculation(world, "cause=ads-003&fine=250000")
    assert "note red" not in calculation(world, "cause=ads-003&fine=250000&reason=影响极小")


def test_what_is_typed_is_not_lost(world: World) -> None:
    page = calculation(world, "cause=food-013&tier=货值>=1万&base=abc&fine=-1&reason=试一试")
    assert 'value="abc"' in page
    assert "试一试" in page


def case(n: int, office: str, fine: int, facts: tuple[str, ...] = ("first",)) -> DecidedCase:
    return DecidedCase(
        n, f"川罚{n}号", "ads-003", "", "light", Decimal(fine), None, facts, office, f"{office}局", date(2026, 9, 1)
    )


def test_a_case_without_a_penalty_lies_in_no_range() -> None:
    fined = case(1, "411602", 250_000)
    assert decided.place(fined) == pytest.approx(0.0625)
    assert decided.place(replace(fined, punished=False)) is None


def test_similar_cases_stand_beside_the_calculation_and_the_spread_is_measured(world: World, monkeypatch: Any) -> None:
    rows = [case(n, "411602" if n < 6 else "411624", 250_000 if n < 6 else 900_000) for n in range(12)]
    monkeypatch.setattr(decided, "decided", lambda cause_id="", since=None: rows)
    page = calculation(world, "cause=ads-003&fact=first")
    assert "川罚11号" in page
    assert "<circle" in page
    [one] = queries.spreads()
    assert one.between == pytest.approx(0.40625)
    assert "0.41" in text(signed_in(world.officer).get("/enforcement/spread/"))


class Live:
    """A live case as the penalty procedure keeps one."""

    def __init__(self, **values: Any) -> None:
        self.pk, self.number, self.code, self.cause, self.tier = 1, "川案1号", "411602", "ads-003", ""
        self.circumstances: list[str] = []
        self.law_on = date(2026, 3, 2)
        vars(self).update(values)


class Rows(list[Any]):
    """Just enough of a query set."""

    def filter(self, **_how: Any) -> "Rows":
        return self

    def order_by(self, *_how: Any) -> "Rows":
        return self


def benchmark(light: int, heavy: int, since: date = date(2026, 9, 1)) -> None:
    with acting_as(CLOCKWORK):
        DiscretionBenchmark.objects.create(
            code="41", cause="ads-003", light_top=light, heavy_from=heavy, source="豫基准", since=since
        )


def test_art_37_live_cases_that_a_change_touches_are_listed_with_the_law_that_applies(
    world: World, monkeypatch: Any
) -> None:
    monkeypatch.setattr(decided, "case_rows", lambda: Rows([Live()]))
    day = date(2026, 11, 20)
    assert queries.affected(world.officer, day) == []
    benchmark(10, 40)
    [one] = queries.affected(world.officer, day)
    assert one.choice.version == "new"
    assert "川案1号" in text(signed_in(world.officer).get("/enforcement/changes/?on=2026-11-20"))
    assert queries.affected(world.officer, date(2026, 8, 31)) == [], "before it was in force"
    monkeypatch.setattr(decided, "case_rows", lambda: Rows([Live(circumstances=["minor", "corrected", "no_harm"])]))
    assert queries.affected(world.officer, day) == [], "what the case shows spares it under either law"


def test_a_day_before_the_guidance_can_be_asked(world: World) -> None:
    assert "从轻" in calculation(world, "cause=ads-003&on=2020-03-01&fact=cooperates")


def test_a_change_for_the_worse_leaves_the_old_law(world: World, monkeypatch: Any) -> None:
    monkeypatch.setattr(decided, "case_rows", lambda: Rows([Live()]))
    benchmark(60, 95)
    assert queries.affected(world.officer, date(2026, 11, 20))[0].choice.version == "old"


def sent(world: World, kind: str, content: str, who: str = "admin") -> Any:
    file = SimpleUploadedFile("x.csv", content.encode(), "text/csv")
    return signed_in(getattr(world, who)).post("/enforcement/import/", {"kind": kind, "file": file})


DELEGATED = "power,division,document,since,until\npenalty-001,411602002,川政〔2026〕1号,2026-01-01,\n"


def test_a_delegation_taken_in_makes_the_township_competent(world: World) -> None:
    day = date(2026, 11, 20)
    assert not queries.competent_at("food-013", "411602002", day).ok
    assert sent(world, "delegations", DELEGATED).status_code == 302
    assert queries.competent_at("food-013", "411602002", day).ok
    assert not queries.competent_at("food-013", "411602002", date(2025, 12, 31)).ok
    assert queries.competent("food-013", "office", "411602002", day).power == "penalty-001"


def test_one_faulty_row_keeps_the_file_out(world: World) -> None:
    answer = sent(world, "delegations", DELEGATED + "no,411602002,x,2026-13-01,\n")
    assert answer.status_code == 422
    with acting_as(CLOCKWORK):
        assert not PowerDelegation.objects.exists()


def test_only_administrators_take_files_in(world: World) -> None:
    assert sent(world, "delegations", DELEGATED, who="officer").status_code == 403


@pytest.mark.parametrize(
    ("kind", "content", "model"),
    [
        (
            "experts",
            "name,unit,title,fields,items,recused_from\n样甲,样所,教授,food drugs,LI-101,样公司;样店\n",
            Expert,
        ),
        ("training", "username,training,hours,days,held_on\nofficer,食品法,20,2,2026-03-04\n", TrainingRecord),
    ],
)
def test_registers_are_taken_in_and_shown(world: World, kind: str, content: str, model: Any) -> None:
    assert sent(world, kind, content).status_code == 302
    with acting_as(CLOCKWORK):
        assert model.objects.count() == 1
    page = signed_in(world.officer).get(f"/enforcement/{kind}/")
    assert ("样甲" if kind == "experts" else "20 / 60") in text(page)


HEAD = "place,cause,tier,light_top,heavy_from,facts,source,since,until\n"


@pytest.mark.parametrize(
    "row",
    [
        "44,ads-003,,30,70,,粤基准,2026-01-01,",
        "4116,ads-003,,80,70,,颠倒,2026-01-01,",
        "4116,ads-003,没有,30,70,,幅度,2026-01-01,",
        "4116,none,,30,70,,案由,2026-01-01,",
        "4116,ads-003,,30,70,worse:事实,档次,2026-01-01,",
    ],
)
def test_a_benchmark_elsewhere_upside_down_or_of_nothing_is_refused(world: World, row: str) -> None:
    assert sent(world, "benchmarks", f"{HEAD}{row}\n").status_code == 422


def test_a_city_may_draw_finer_lines_than_its_province(world: World) -> None:
    benchmark(20, 80)
    assert (
        sent(
            world, "benchmarks", f"{HEAD}4116,ads-003,,25,75,heavy:直播人数超过十万,周口基准,2026-01-01,\n"
        ).status_code
        == 302
    )
    day = date(2026, 11, 20)
    assert queries.assess_here("ads-003", "", [], None, day, "411602").low == 400_000
    assert queries.assess_here("ads-003", "", [], None, day, "411100").low == 360_000
    assert queries.assess_here("ads-003", "", [], None, day, "440100").low == 440_000


def test_an_officer_sits_an_examination_and_the_result_is_kept(world: World) -> None:
    with acting_as(CLOCKWORK):
        load_questions()
    client = signed_in(world.officer)
    page = client.get("/enforcement/exam/")
    questions = page.context["questions"]
    assert client.post("/enforcement/exam/", {}).status_code == 422
    client.post("/enforcement/exam/", {q.key: q.right for q in questions})
    with acting_as(world.officer):
        [result] = ExamResult.objects.all()
    assert (result.score, result.passed) == (100, True)


def key(world: World) -> str:
    with acting_as(CLOCKWORK):
        return tokens.issue(User.objects.get(pk=world.officer.user_id), "powers", ("read",))


def test_the_api_assesses_by_the_same_rules(world: World) -> None:
    headers = {"Authorization": f"Bearer {key(world)}"}
    given = {"facts": ["merit"], "fine": "500000"}
    answer = Client().post("/api/v1/enforcement/causes/ads-003/assess", given, "application/json", headers=headers)
    body = answer.json()
    assert (body["band"], Decimal(body["high"])) == ("light", 440_000)
    assert body["departures"]
    wrong = Client().post(
        "/api/v1/enforcement/causes/ads-003/assess", {"facts": ["x"]}, "application/json", headers=headers
    )
    assert wrong.status_code == 422
    assert Client().get("/api/v1/enforcement/causes/none/facts").status_code == 404


def test_the_api_answers_who_is_competent(world: World) -> None:
    body = (
        Client()
        .get(f"/api/v1/enforcement/causes/food-013/competence?authority=411602&on={timezone.localdate()}")
        .json()
    )
    assert body["ok"]
    assert "第二十三条" in body["article"]

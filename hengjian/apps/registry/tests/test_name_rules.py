"""What the Regulation forbids (arts. 4-15), each refusal under its article."""

from datetime import date

import pytest

from hengjian.apps.registry.naming.citing import art
from hengjian.apps.registry.naming.lexicon import lexicon
from hengjian.apps.registry.naming.parsing import parse
from hengjian.apps.registry.naming.prohibitions import Case, examine, finding
from hengjian.kernel.finding import Finding

DAY = date(2026, 11, 20)
ZHOUKOU, CHUANHUI = "4116", "411602"


def found(name: str, seat: str = ZHOUKOU, kind: str = "company_llc", **known: object) -> Finding:
    return finding(examine(parse(name, seat), Case(DAY, seat, kind, **known)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "article"),
    [
        ("周口市样禾/样和餐饮有限公司", (4,)),
        ("周口市ABC餐饮有限公司", (5,)),
        ("周口市样禾88餐饮有限公司", (5,)),
        ("周口市華鼎餐飲有限公司", (5,)),
        ("郑州市样禾餐饮有限公司", (7,)),
        ("川汇区样禾餐饮有限公司", (7,)),
        ("经济开发区样禾餐饮有限公司", (7,)),
        ("周口市禾餐饮有限公司", (8,)),
        ("周口市郑州市餐饮有限公司", (8, 2)),
        ("周口市河南餐饮有限公司", (8, 2)),
        ("周口市餐饮有限公司", (8, 2)),
        ("周口市样禾餐饮", (10,)),
        ("周口市样禾餐饮店", (10,)),
        ("周口市福尔摩萨餐饮有限公司", (11, 1, 1)),
        ("周口市九一一餐饮有限公司", (11, 1, 2)),
        ("周口市解放军餐饮有限公司", (11, 1, 3)),
        ("周口市联合国餐饮有限公司", (11, 1, 4)),
        ("周口市百家乐娱乐有限公司", (11, 1, 5)),
        ("周口市洋鬼子餐饮有限公司", (11, 1, 6)),
        ("郑州雷锋家政有限公司", (11, 1, 7)),
        ("周口市最佳样禾餐饮有限公司", (11, 1, 8)),
        ("周口市国际样禾餐饮有限公司", (11, 1, 8)),
        ("周口市博士餐饮有限公司", (11, 1, 8)),
        ("中国河南盛世贸易有限公司", (12, 1)),
        ("周口市盛世中华餐饮有限公司", (12, 2)),
        ("样禾（中国）餐饮有限公司", (12, 3)),
        ("周口市样禾餐饮有限公司第二分公司", (13,)),
    ],
)
def test_a_name_is_refused_under_its_article(name: str, article: tuple[int, ...]) -> None:
    bars = [g for g in found(name, seat="41" if name.startswith("郑州雷锋") else ZHOUKOU).grounds if g.bars]
    assert art(*article) in [g.article for g in bars]
    assert all(str(g.fact) and str(g.remedy) for g in bars)


def test_a_good_name_is_clear() -> None:
    assert found("周口市样禾餐饮有限公司").clear
    assert found("周口市川汇区样禾餐饮店", CHUANHUI, "individual_business").clear


def test_a_district_alone_is_refused_and_told_what_to_put_in_front() -> None:
    grounds = found("金水信诚咨询有限公司", "410105").grounds
    assert any(g.bars and g.article == art(7) and "郑州市" in str(g.remedy) for g in grounds)


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("中国盛世贸易有限公司", {"approved_by_state_council": True}),
        ("样禾（中国）餐饮有限公司", {"foreign_controlled": True}),
        ("周口市样禾集团有限公司", {"controls_group": True}),
    ],
)
def test_what_the_applicant_can_show_lifts_a_ground(name: str, known: dict[str, bool]) -> None:
    cited = {g.article for g in found(name).grounds} - {g.article for g in found(name, **known).grounds}
    assert cited & {art(12, 1), art(12, 3), art(14)}


def test_a_group_is_asked_what_it_controls_and_an_individual_business_is_refused() -> None:
    assert [g.bars for g in found("周口市样禾餐饮集团有限公司").grounds if g.article == art(14)] == [False]
    refused = found("周口市样禾餐饮集团店", ZHOUKOU, "individual_business")
    assert [g.bars for g in refused.grounds if g.article == art(14)] == [True]


def test_an_individual_business_names_its_division_and_a_company_may_not() -> None:
    assert not found("样禾餐饮有限公司").barred
    assert found("样禾餐饮店", CHUANHUI, "individual_business").barred


def test_a_trade_name_that_is_also_a_small_place_is_looked_at() -> None:
    grounds = [g for g in found("周口市永安餐饮有限公司").grounds if g.article == art(8, 2)]
    assert [g.bars for g in grounds] == [False]


@pytest.mark.parametrize(
    "name", ["周口市盛世博雅餐饮有限公司", "周口市清风水岸餐饮有限公司", "周口市山海关餐饮有限公司"]
)
def test_a_forbidden_word_across_other_words_is_none(name: str) -> None:
    assert not [
        g for g in found(name).grounds if g.bars and g.article.startswith(art(11, 1)[:14]) and "十一" in g.article
    ]


def test_an_industry_outside_the_scope_is_looked_at() -> None:
    grounds = found("周口市样禾餐饮有限公司", scope_groups=frozenset({"software"})).grounds
    assert [(g.article, g.bars) for g in grounds] == [(art(9), False)]


def test_every_forbidden_word_that_bars_is_found_in_a_name() -> None:
    missed = [
        word
        for row in lexicon().prohibited
        if row.bars
        for word in row.words
        if not found(f"周口市云{word}餐饮有限公司").barred
    ]
    assert missed == []


def test_every_rule_says_why_it_is_kept() -> None:
    verdicts = examine(parse("周口市样禾餐饮有限公司", ZHOUKOU), Case(DAY, ZHOUKOU, "company_llc"))
    assert [v.rule.article for v in verdicts] == list(range(4, 16))
    assert all(str(v.reason) and v.state == "ok" for v in verdicts)

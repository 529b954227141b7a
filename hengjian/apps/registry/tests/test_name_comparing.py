"""Same and similar names (Regulation, art. 17; 工商企注字〔2017〕133号)."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengjian.apps.registry.naming.comparing import (
    Effect,
    Exemption,
    Kind,
    Known,
    Standing,
    Verdict,
    compare,
    judge,
    kind_of,
)
from hengjian.apps.registry.naming.keys import keys_of, look_ups
from hengjian.apps.registry.naming.lexicon import lexicon
from hengjian.apps.registry.naming.likeness import look_alike, readings, sound_alike
from hengjian.apps.registry.naming.parsing import parse
from hengjian.apps.registry.naming.prohibitions import Case, examine, finding

DAY = date(2026, 11, 20)
PAIRS = lexicon().worked_pairs
PLAIN = [p for p in PAIRS if p["name_b"] != "-" and not p["name_a"].endswith(("月)", "公司)"))]


@pytest.mark.parametrize("pair", PLAIN, ids=lambda p: f"{p['name_a']}-{p['name_b']}")
def test_a_worked_pair_is_judged_right_whichever_comes_first(pair: dict[str, Any]) -> None:
    wanted = (pair["verdict"], pair["legal_effect"])
    assert judge(pair["name_a"], pair["name_b"])[:2] == wanted
    assert judge(pair["name_b"], pair["name_a"])[:2] == wanted


@pytest.mark.parametrize("pair", [p for p in PAIRS if p["name_b"] == "-"], ids=lambda p: p["name_a"])
def test_a_worked_name_is_refused(pair: dict[str, Any]) -> None:
    seat = "410105" if pair["name_a"].startswith("金水") else "41"
    assert finding(examine(parse(pair["name_a"], seat), Case(DAY, seat))).barred


@pytest.mark.parametrize(("left", "hits"), [(date(2026, 3, 20), 1), (date(2025, 9, 20), 0)])
def test_a_deregistered_name_blocks_for_a_year(left: date, hits: int) -> None:
    parts = parse("郑州安康家政服务有限公司")
    other = Known(parts, Standing.DEREGISTERED, left.replace(year=left.year + 1))
    found = compare(parts, [other], DAY)
    assert len(found) == hits
    assert all(h.blocks and "第（二）项" in str(h.article) for h in found)


def test_an_investment_relation_lifts_every_item_and_an_assignment_the_second_only() -> None:
    parts = parse("郑州安康教育咨询有限公司")
    here = Known(parse("郑州安康教育培训有限公司"), subject_id=7)
    former = Known(parse("郑州安康教育培训有限公司"), Standing.CHANGED, date(2027, 1, 1), subject_id=7)
    assert [h.effect for h in compare(parts, [here], DAY)] != [Effect.PASS]
    assert [h.effect for h in compare(parts, [here], DAY, Exemption(invested=frozenset({7})))] == [Effect.PASS]
    assert [h.effect for h in compare(parts, [here], DAY, Exemption(assigned=frozenset({7})))] != [Effect.PASS]
    assert [h.effect for h in compare(parts, [former], DAY, Exemption(assigned=frozenset({7})))] == [Effect.PASS]


def test_hits_are_ranked_the_gravest_first_and_each_says_why() -> None:
    others = ["周口市华鼎餐饮有限公司", "周口市华顶商贸有限公司", "周口市新华鼎商贸有限公司", "周口市华鼎贸易有限公司"]
    hits = compare(parse("周口市华鼎商贸有限公司"), [Known(parse(o)) for o in others], DAY)
    assert [h.kind for h in hits] == [Kind.SYNONYM, Kind.SOUND, Kind.CONTAINED, Kind.OTHER_INDUSTRY]
    assert [h.effect for h in hits] == [Effect.BLOCK, Effect.WARN, Effect.WARN, Effect.PASS]
    assert all(str(h.reason) and h.article for h in hits)


def test_a_character_of_two_readings_has_both() -> None:
    assert readings("重山") == {"chong shan", "zhong shan"}
    assert sound_alike("重山", "崇山")
    assert sound_alike("重山", "中山")
    assert not sound_alike("西安", "现")


def test_similar_glyphs_are_told_from_others() -> None:
    assert look_alike("未来", "末来")
    assert not look_alike("未来", "本末")
    assert not look_alike("云杉", "云海")


def test_a_traditional_form_is_the_same_name() -> None:
    assert judge("周口市华鼎商贸有限公司", "周口市華鼎商贸有限公司")[0] is Verdict.SAME


SYLLABLES = "云杉启明辰望北远帆松雪谷雨青禾砚田临风致远清和朗月听澜重山长乐未末己已华鼎顶新"
words = st.text(SYLLABLES, min_size=2, max_size=4)
industries = st.sampled_from(
    ["商贸", "贸易", "餐饮", "餐饮管理", "软件", "网络科技", "实业", "", "酒业", "物流", "货运"]
)
names = st.builds(
    lambda r, t, i, f: f"{r}{t}{i}{f}",
    st.sampled_from(["周口市", "周口", "", "河南省周口市"]),
    words,
    industries,
    st.sampled_from(["有限公司", "股份有限公司", "店"]),
)


@given(names, names)
def test_likeness_has_no_first_and_second(one: str, other: str) -> None:
    assert kind_of(parse(one), parse(other)) is kind_of(parse(other), parse(one))
    assert judge(one, other) == judge(other, one)


@given(names)
def test_a_name_is_identical_with_itself(name: str) -> None:
    assert judge(name, name) == (Verdict.SAME, Effect.BLOCK, Kind.IDENTICAL)


@given(names, names)
def test_whatever_is_alike_shares_a_key_that_is_looked_up(one: str, other: str) -> None:
    first, second = parse(one), parse(other)
    kind = kind_of(first, second)
    if kind is not None and first.trade_name and second.trade_name:
        asked = {k for step in look_ups(first).steps() for k in step}
        assert asked & set(keys_of(second)), kind

"""Taking names apart (Regulation, arts. 6-10, 13, 14)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengjian.apps.registry.naming.comparing import Kind, kind_of
from hengjian.apps.registry.naming.lexicon import lexicon
from hengjian.apps.registry.naming.parsing import NameParts, compose, normal, parse
from hengjian.apps.registry.naming.places import places, short, variants


@pytest.mark.parametrize(
    ("name", "region", "trade_name", "industry", "form"),
    [
        ("周口市华鼎商贸有限公司", "周口市", "华鼎", "商贸", "有限公司"),
        ("周口华鼎商贸有限公司", "周口", "华鼎", "商贸", "有限公司"),
        ("河南省周口市川汇区样禾餐饮店", "河南省周口市川汇区", "样禾", "餐饮", "店"),
        ("红光（北京）酒业发展有限公司", "北京", "红光", "酒业发展", "有限公司"),
        ("红光(北京)酒业发展有限公司", "北京", "红光", "酒业发展", "有限公司"),
        ("红光酒业北京有限公司", "北京", "红光", "酒业", "有限公司"),
        ("恩施土家族苗族自治州清江茶业有限公司", "恩施土家族苗族自治州", "清江", "茶业", "有限公司"),
        ("恩施州清江茶业有限公司", "恩施州", "清江", "茶业", "有限公司"),
        ("郑州安康大药房有限公司", "郑州", "安康", "大药房", "有限公司"),
        ("西宁昆仑宾馆", "西宁", "昆仑", "宾", "馆"),
        ("云南云岭投资管理中心（有限合伙）", "云南", "云岭", "投资管理", "中心（有限合伙）"),
        ("永安药业有限公司", "", "永安", "药业", "有限公司"),
        ("广州白云电器设备股份有限公司", "广州", "白云", "电器设备", "股份有限公司"),
        ("科顺（深圳）防水科技有限公司", "深圳", "科顺", "防水科技", "有限公司"),
    ],
)
def test_a_name_is_taken_apart(name: str, region: str, trade_name: str, industry: str, form: str) -> None:
    parts = parse(name)
    assert (parts.region, parts.trade_name, parts.industry, parts.form) == (region, trade_name, industry, form)


def test_the_seat_decides_what_a_short_district_name_is() -> None:
    assert parse("金水信诚咨询有限公司", "410105").region == "金水"
    assert parse("金水信诚咨询有限公司").trade_name == "金水信诚"


def test_a_branch_bears_its_parents_name_and_what_it_adds() -> None:
    parts = parse("周口市华鼎商贸有限公司川汇第一分公司")
    assert (parts.parent, parts.branch, parts.trade_name) == ("周口市华鼎商贸有限公司", "川汇第一分公司", "华鼎")


@pytest.mark.parametrize("name", ["郑州安康集团有限公司", "郑州安康（集团）有限公司", "郑州安康商贸集团有限公司"])
def test_the_mark_of_a_group_is_no_part_of_the_trade_name(name: str) -> None:
    parts = parse(name)
    assert (parts.trade_name, parts.holding) == ("安康", True)


def test_china_in_brackets_is_seen_and_not_part_of_the_trade_name() -> None:
    parts = parse("量子高科（中国）生物股份有限公司")
    assert (parts.trade_name, parts.china, parts.industry) == ("量子高科", True, "生物")


def test_a_zone_follows_its_division() -> None:
    parts = parse("周口市经济开发区样禾餐饮有限公司")
    assert (parts.region, parts.zone, parts.trade_name) == ("周口市", "经济开发区", "样禾")


def test_an_autonomous_area_has_three_names() -> None:
    assert variants("恩施土家族苗族自治州") == ("恩施土家族苗族自治州", "恩施州", "恩施")
    assert (short("内蒙古自治区"), short("叶县"), short("长阳土家族自治县")) == ("内蒙古", "叶县", "长阳")
    assert {parse(f"{w}清江茶业有限公司").place for w in variants("恩施土家族苗族自治州")} == {"4228"}


def test_blanks_dots_and_half_width_brackets_make_no_difference() -> None:
    assert normal(" 红光 (北京)·酒业 有限公司") == "红光（北京）酒业有限公司"


CITIES = [
    name
    for code, name in places().names.items()
    if len(code) == 4 and name.endswith("市") and sum(name == n for n in places().names.values()) == 1
]
TRADES = ["云杉", "启明辰", "望北", "远帆", "砚田", "听澜", "谷雨", "拾光里", "向荣", "澹园居士"]
INDUSTRIES = [
    "餐饮管理",
    "商贸",
    "软件",
    "物流",
    "装饰工程",
    "医疗器械",
    "园林绿化",
    "家政服务",
    "广告传媒",
    "五金",
    "酒业发展",
]
FORMS = ["有限公司", "有限责任公司", "股份有限公司", "商行", "合伙企业（有限合伙）", "专业合作社"]
made = st.builds(
    lambda c, t, i, f: parse(f"{c}{t}{i}{f}"),
    st.sampled_from(CITIES),
    st.sampled_from(TRADES),
    st.sampled_from(INDUSTRIES),
    st.sampled_from(FORMS),
)


@given(made)
def test_what_is_composed_of_parts_is_taken_apart_into_them(parts: NameParts) -> None:
    assert compose(parts) == parts.whole
    assert parse(compose(parts)) == parts


@given(made, st.sampled_from(["brackets", "back"]))
def test_the_order_of_the_parts_does_not_matter(parts: NameParts, order: str) -> None:
    other = parse(compose(parts, order))
    assert (other.place, other.trade_name, other.words, other.form) == (
        parts.place,
        parts.trade_name,
        parts.words,
        parts.form,
    )
    assert kind_of(parts, other) is Kind.ORDER


@given(st.text(max_size=60))
def test_any_text_whatever_is_taken_apart_without_losing_a_character(text: str) -> None:
    parts = parse(text)
    assert len(parts.trade_name) + len(parts.industry) <= len(parts.whole)
    assert parts.whole == normal(text)


def test_every_worked_word_of_the_lexicon_stands_in_one_group() -> None:
    known = lexicon()
    assert set(known.industries.values()) >= set(known.groups)
    assert not known.weak & set(known.industries)

"""Whether a text is a value of a data element: rule by rule, and whatever anybody may write."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengjian.apps.datacentre.queries import standard
from hengjian.apps.datacentre.rules import codes, transforms
from hengjian.apps.datacentre.rules.elements import Element, Means, day_of, identity_check, reader
from hengjian.apps.datacentre.rules.faults import KINDS
from hengjian.apps.datacentre.rules.mapping import Bad, Good, Line, Unfit, bind, guess, sound
from hengjian.apps.registry.rules.codes import ALPHABET, credit_code, credit_code_valid, registration_number_valid

DAY = date(2026, 11, 20)
LISTS = {"GB/T 2260": {"411602": "川汇区"}, "permit_state": {"1": "有效", "2": "过期"}}
MEANS = Means(DAY, LISTS, credit_code_valid, registration_number_valid)
ELEMENTS = standard.elements()


def read(element: str, text: str) -> tuple[str | None, str]:
    return reader(ELEMENTS[element], MEANS)(text)


@pytest.mark.parametrize(
    ("element", "text", "value", "kind"),
    [
        ("uscc", "91410100MA00000000", None, "code_check"),
        ("legal_rep_id", "11010519491231002X", "11010519491231002X", ""),
        ("legal_rep_id", "110105194912310021", None, "identity_check"),
        ("legal_rep_id", "E12345678", "E12345678", ""),
        ("reg_no_old", "410000000000000", None, "number_check"),
        ("establish_date", "２０２６年３月１日", "2026-03-01", ""),
        ("establish_date", "2026-02-30", None, "date"),
        ("establish_date", "2026-11-21", None, "future"),
        ("valid_to", "2036-11-21", "2036-11-21", ""),
        ("establish_date", "1066-01-01", None, "bounds"),
        ("registered_capital", "￥1,200.50", "1200.5", ""),
        ("registered_capital", "五万", None, "number"),
        ("registered_capital", "-1", None, "bounds"),
        ("registered_capital", "1.00001", None, "places"),
        ("registered_capital", "999999999999999", None, "bounds"),
        ("employee_count", "12", "12", ""),
        ("employee_count", "12.5", None, "number"),
        ("domicile_code", "411602", "411602", ""),
        ("domicile_code", "999999", None, "division"),
        ("permit_state", "8", None, "code_list"),
        ("commitment_flag", "是", "true", ""),
        ("commitment_flag", "也许", None, "flag"),
        ("entity_name", "样" * 201, None, "length"),
        ("entity_name", "样\u200b店", None, "control"),
        ("entity_name", "样\ufffd店", None, "encoding"),
        ("entity_name", "　　", None, ""),
        ("receive_time", "2026/11/20 08:30:00", "2026-11-20 08:30:00", ""),
    ],
)
def test_a_text_is_a_value_or_a_fault(element: str, text: str, value: str | None, kind: str) -> None:
    assert read(element, text) == (value, kind)


@given(st.sampled_from(sorted(ELEMENTS)), st.text(max_size=40))
def test_whatever_is_written_is_read_or_told_as_a_known_fault(element: str, text: str) -> None:
    value, kind = read(element, text)
    assert kind == "" or kind in KINDS
    assert value is None or kind == ""


@given(st.sampled_from(sorted(ELEMENTS)), st.text(max_size=40))
def test_what_was_read_reads_as_itself_again(element: str, text: str) -> None:
    value, kind = read(element, text)
    if value is not None:
        assert read(element, value) == (value, kind)


@given(st.integers(0, 28_000_000), st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_wrong_character_of_a_code_is_noticed(serial: int, at: int, other: str) -> None:
    """GB 32100-2015: the check character finds every single slip."""
    code = credit_code("411602", serial)
    assert read("uscc", code) == (code, "")
    spoilt = code[:at] + other + code[at + 1 :]
    assert spoilt == code or read("uscc", spoilt) == (None, "code_check")


@given(st.text("0123456789", min_size=17, max_size=17), st.integers(0, 16), st.sampled_from("0123456789"))
def test_one_wrong_digit_of_an_identity_number_is_noticed(body: str, at: int, other: str) -> None:
    """GB 11643-1999."""
    number = body + identity_check(body)
    assert read("legal_rep_id", number) == (number, "")
    spoilt = number[:at] + other + number[at + 1 :]
    assert spoilt == number or read("legal_rep_id", spoilt) == (None, "identity_check")


@given(st.dates(date(1900, 1, 1), DAY), st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日"]))
def test_every_notation_of_a_day_is_the_same_day(day: date, notation: str) -> None:
    written = day.strftime(notation)
    assert day_of(written) == day
    assert read("establish_date", written) == (day.isoformat(), "")


@given(st.decimals(0, 10**9, places=4))
def test_ten_thousands_become_yuan_and_go_back(amount: Decimal) -> None:
    there, back = (transforms.of(name, "", {}) for name in ("wan_to_one", "one_to_wan"))
    assert Decimal(back(there(str(amount)))) == amount


@given(st.integers(1, 60_000))
def test_a_serial_day_of_a_spreadsheet_is_its_day(serial: int) -> None:
    turned = transforms.of("serial_day", "", {})(str(serial))
    assert date.fromisoformat(turned) == date(1899, 12, 30) + timedelta(days=serial)


def test_names_become_codes_parts_are_taken_columns_joined() -> None:
    assert transforms.of("code_by_name", "", LISTS["permit_state"])("有效") == "1"
    assert transforms.of("code_by_name", "", LISTS["permit_state"])("未知") == "未知"
    assert transforms.of("part", "/2", {})("甲/乙/丙") == "乙"
    assert transforms.of("part", "/9", {})("甲/乙") == ""
    lines = [Line("市+区", "domicile", "joined", ""), Line("号", "licence_number", key=True)]
    good, bad = bind(["市", "区", "号"], lines, ELEMENTS, MEANS).rows([["周口市", "川汇区", "1"]], 1)
    assert (good[0].values["domicile"], bad) == ("周口市川汇区", [])


def test_a_mapping_that_cannot_hold_says_where() -> None:
    lines = [Line("甲", "uscc"), Line("乙", "uscc"), Line("丙", "nothing", "part", "x")]
    fields = {ground.field for ground in sound(lines, ELEMENTS).grounds}
    assert fields == {"columns.1.element", "columns.2.element", "columns.2.argument", "columns.0.key"}


def test_a_file_without_the_columns_is_refused_as_a_whole() -> None:
    with pytest.raises(Unfit) as unfit:
        bind(["甲"], [Line("甲", "uscc", key=True), Line("乙", "entity_name")], ELEMENTS, MEANS)
    assert unfit.value.missing == ["乙"]


def test_columns_are_guessed_by_their_names() -> None:
    found = guess(["许可证编号", "单位名称", "注册资本（万元）", "备注"], ELEMENTS)
    assert [(line.source, line.element, line.key) for line in found] == [
        ("许可证编号", "licence_number", True), ("单位名称", "entity_name", False), ("注册资本（万元）", "registered_capital", False)
    ]  # fmt: skip


CELLS = st.lists(st.text(max_size=12), max_size=4)


@given(st.lists(CELLS, max_size=30))
def test_no_row_is_lost_and_none_is_both_good_and_bad(rows: list[list[str]]) -> None:
    lines = [Line("号", "licence_number", key=True), Line("日", "issue_date"), Line("名", "entity_name", required=True)]
    good, bad = bind(["号", "日", "名"], lines, ELEMENTS, MEANS).rows(rows, 1)
    assert {one.at for one in good}.isdisjoint(one.at for one in bad)
    empty = sum(not any(row) for row in rows)
    assert len(good) + len(bad) == len(rows) - empty
    assert len({one.key for one in good}) == len(good)
    assert all(isinstance(one, Good) for one in good)
    assert all(isinstance(one, Bad) and one.faults for one in bad)


@given(
    st.dictionaries(
        st.text("0123456789AB", min_size=1, max_size=6), st.text("甲乙丙丁", min_size=1, max_size=6), min_size=1
    )
)
def test_a_pasted_list_is_read_as_it_was_written(items: dict[str, str]) -> None:
    read_, faults = codes.parsed("\n".join(f"{code}\t{name}" for code, name in items.items()))
    assert (read_, faults) == (items, [])
    assert codes.changes(items, items) == codes.Changes((), (), ())


def test_every_element_of_the_standard_is_whole() -> None:
    assert all(isinstance(one, Element) and one.zh and one.basis and one.check for one in ELEMENTS.values())
    assert {one.privacy for one in ELEMENTS.values()} <= {row["id"] for row in standard.section("privacy_classes")}
    assert set(standard.GROUPS) == {one.group for one in ELEMENTS.values()}

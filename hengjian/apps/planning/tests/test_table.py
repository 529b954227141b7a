"""A table of indicators out of a spreadsheet: what is understood, and every fault by its row and column."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengjian.apps.planning.rules.table import read
from hengjian.kernel.sheets import BadFile, pasted, table

HEAD = "序号\t类别\t指标\t单位\t2025年\t2028年\t2030年目标\t属性"


def lines(*rows: str, head: str = HEAD) -> list[dict[str, object]]:
    found = read(pasted("\n".join([head, *rows])), 2026, 2030, {})
    assert found.faults == []
    return found.lines


def faults(*rows: str, head: str = HEAD) -> list[tuple[int, str]]:
    found = read(pasted("\n".join([head, *rows])), 2026, 2030, {})
    return [(f.row, f.column) for f in found.faults]


def test_a_row_as_planners_write_it() -> None:
    [row] = lines("1\t市场秩序\t消费投诉按期办结率\t%\t96\t97\t98以上\t约束性")
    assert row["name"] == "消费投诉按期办结率"
    assert (row["baseline"], row["target"], row["comparison"]) == ("96", "98", "ge")
    assert (row["nature"], row["milestones"], row["adds"]) == ("binding", "2028:97", "each")


def test_merged_cells_of_a_group_are_filled_from_above() -> None:
    found = lines("1\t市场秩序\t甲\t个\t1\t\t2\t", "2\t\t乙\t个\t1\t\t2\t")
    assert [row["group"] for row in found] == ["市场秩序", "市场秩序"]


@pytest.mark.parametrize(
    ("target", "baseline", "comparison"),
    [
        ("0.1以下", "0.1", "le"),
        ("≤12", "24", "le"),
        ("12", "24", "le"),
        ("超过250", "190", "gt"),
        ("不少于50", "", "ge"),
        ("90", "76", "ge"),
    ],
)
def test_the_comparison_is_read_from_the_words_or_from_the_direction(
    target: str, baseline: str, comparison: str
) -> None:
    assert lines(f"1\t\t甲\t个\t{baseline}\t\t{target}\t")[0]["comparison"] == comparison


def test_a_unit_behind_the_name_is_taken_out_of_it_with_the_number_before() -> None:
    [row] = lines("1\t\t1.市场主体活跃度(%\t\t76\t\t78\t预期性")
    assert (row["name"], row["unit"]) == ("市场主体活跃度", "%")


def test_counts_add_up_and_rates_do_not() -> None:
    found = lines("1\t\t社会公用计量标准\t个\t190\t\t240\t", "2\t\t药品抽检合格率\t\t98\t\t99\t")
    assert [row["adds"] for row in found] == ["sum", "each"]


def test_every_fault_is_told_by_row_and_column_and_nothing_is_taken() -> None:
    found = read(pasted("\n".join([HEAD, "1\t\t\t%\t1\t\t高\t约束", "2\t\t乙\t%\t无\t早\t2\t"])), 2026, 2030, {})
    assert [(f.row, f.column) for f in found.faults] == [
        (2, "指标"), (2, "2030年目标"), (2, "属性"), (3, "2025年"), (3, "2028"),
    ]  # fmt: skip
    assert found.lines == []


def test_a_name_that_stands_twice_is_a_fault() -> None:
    assert faults("1\t\t甲\t%\t\t\t1\t", "2\t\t甲\t%\t\t\t1\t") == [(3, "指标")]


def test_heads_that_are_missing_are_named() -> None:
    assert faults("1\t甲", head="序号\t名称") == [(1, "指标、目标")]
    assert read([], 2026, 2030, {}).faults


def test_known_names_keep_their_keys() -> None:
    found = read(
        pasted(f"{HEAD}\n1\t\t食品抽检量\t批次/千人\t4\t\t5\t"),
        2026,
        2030,
        {"食品抽检量": "food_sampling_batches_per_1000"},
    )
    assert found.lines[0]["key"] == "food_sampling_batches_per_1000"


@given(st.lists(st.lists(st.text(max_size=6), max_size=9), max_size=6))
def test_whatever_is_pasted_is_read_or_refused(cells: list[list[str]]) -> None:
    found = read([HEAD.split("\t"), *cells], 2026, 2030, {})
    assert found.lines or found.faults


def test_files_come_in_either_encoding_and_a_broken_workbook_is_refused() -> None:
    assert table("指标,目标\n甲,1\n".encode("gb18030")) == table("\ufeff指标,目标\n甲,1\n".encode())
    with pytest.raises(BadFile):
        table(b"PK\x03\x04 no workbook")

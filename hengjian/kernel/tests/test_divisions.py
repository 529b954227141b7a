"""Division codes: ranges contain what is below and nothing beside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengjian.kernel import divisions

CODES = st.sampled_from([2, 4, 6, 9]).flatmap(lambda size: st.text("0123456789", min_size=size, max_size=size))


def test_worked_bounds() -> None:
    assert divisions.bounds("49") == ("49", "4:")
    assert divisions.bounds("4116") == ("4116", "4117")
    assert divisions.bounds("") == divisions.bounds("0") == ("0", ":")
    assert divisions.ancestors("411602003") == ["411602", "4116", "41", "0"]
    assert divisions.parent("0") == ""
    assert not divisions.is_within("41", "", "")


@pytest.mark.parametrize("code", ["4", "411", "4116020", "41160x", "４１"])
def test_not_a_code(code: str) -> None:
    with pytest.raises(ValueError):
        divisions.level(code)


@given(CODES)
def test_every_ancestor_contains_its_descendants(code: str) -> None:
    for above in divisions.ancestors(code):
        lo, hi = divisions.bounds(above)
        assert divisions.is_within(code, lo, hi)
        below = divisions.bounds(code)
        assert lo <= below[0]
        assert below[1] <= hi


@given(CODES, CODES)
def test_two_codes_overlap_only_if_one_is_above_the_other(one: str, other: str) -> None:
    (lo, hi), (low, high) = divisions.bounds(one), divisions.bounds(other)
    overlap = lo < high and low < hi
    assert overlap == (one.startswith(other) or other.startswith(one))


@given(CODES)
def test_own_range_holds_only_itself(code: str) -> None:
    lo, hi = divisions.own_bounds(code)
    assert divisions.is_within(code, lo, hi)
    assert not divisions.is_within(code + "0", lo, hi)


def test_the_packaged_file_is_a_tree() -> None:
    rows = list(divisions.rows())
    seen = {"0"}
    for row in rows:
        assert row.parent in seen
        seen.add(row.code)
    assert len(rows) == 44_706
    assert divisions.full_name("411602") == "河南省周口市川汇区"
    assert divisions.full_name("500229") == "重庆市城口县"

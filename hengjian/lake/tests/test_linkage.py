"""Linking records without a code: judged on generated records whose entities are known."""

from pathlib import Path

import pandas as pd
import pytest

from hengjian.lake import linkage, truth


def test_the_core_of_a_name_is_what_distinguishes_it() -> None:
    assert linkage.core("周口市川汇区禾瑞餐饮店") == "禾瑞餐饮"
    assert linkage.core("禾瑞（餐饮）有限公司") == "禾瑞餐饮"
    assert linkage.core("沈丘县 丰顺　商贸有限责任公司") == "丰顺商贸"
    assert linkage.core("店") == "店"  # nothing is taken where nothing would be left


def test_what_is_empty_is_missing_and_not_equal() -> None:
    table = linkage.prepared(pd.DataFrame({"id": ["1"], "name": ["禾瑞店"], "address": [""], "person": [None]}))
    assert table.loc[0, ["address", "person", "number"]].isna().all()


def test_spoilt_records_are_linked_with_the_stated_quality() -> None:
    told = linkage.judge(600, seed=3)
    assert told["records"] == 600
    assert told["precision"] >= 0.93
    assert told["recall"] >= 0.8


def test_a_wrong_link_lowers_precision_and_a_missing_one_recall() -> None:
    """Three records of known entities; one linked right, one wrong, one not: precision 1/2, recall 1/3."""
    matches = pd.DataFrame({"id": ["r0", "r1"], "subject": ["e0", "e9"], "probability": [0.99, 0.95]})
    found = linkage.judged(matches, {"r0": "e0", "r1": "e1", "r2": "e2"}, 3)
    assert (found.precision, found.recall) == (1 / 2, 1 / 3)


def test_the_same_seed_makes_the_same_truth() -> None:
    one, two = (truth.spoilt(truth.register(50, 7), 20, 7) for _twice in range(2))
    assert one[0].equals(two[0])
    assert one[1] == two[1]
    assert truth.spoilt(truth.register(50, 7), 20, 8)[1] != one[1]


def test_nothing_is_linked_to_an_empty_register() -> None:
    empty = pd.DataFrame({"id": [], "name": [], "address": [], "person": []})
    assert linkage.link(truth.register(5, 1), empty).empty


def test_a_file_without_names_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "records.csv"
    file.write_text("id,title\n1,禾瑞店\n", encoding="utf-8")
    with pytest.raises(linkage.BadRecords, match="columns id and name"):
        linkage.link_file(file)
    with pytest.raises(linkage.BadRecords, match="cannot be read"):
        linkage.link_file(tmp_path / "none.csv")

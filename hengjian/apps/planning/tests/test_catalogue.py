"""What the package carries equals what the five texts print, row by row, in the catalogue, the database and the command."""

import csv
import json
import re
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from hengjian.apps.planning.models import Plan, PlanTarget
from hengjian.apps.planning.rules.catalogue import plans
from hengjian.kernel.principal import NOBODY, acting_as

PRINTED = list(csv.DictReader((Path(__file__).parent / "printed_targets.csv").read_text(encoding="utf-8").splitlines()))
IDS = [f"{row['plan']} {row['ref']}" for row in PRINTED]
# Where the number to reach is not the first number of the cell: the words that are printed, and what they ask for.
WORDS = {
    "所有/全面建成": "100", "全覆盖": "100", "建立": "1", "零突破 (≥1)": "1", "零的突破 (≥1)": "1", "不少于17.3万": "173000",
    "不少于2万": "20000", "超全国均值": None, "整体跨入第一方阵": None,
}  # fmt: skip
DITTO = {
    "Q14",
    "Q16",
    "Q27",
    "M3",
    "M4",
    "M6",
    "M29",
    "M30",
    "M31",
    "M36",
    "M37",
}  # named by the part, or by “the same”
NATURES = {"anticipatory": "expected", "binding": "binding", "unstated": "unstated"}


def kept() -> dict[tuple[str, str], dict[str, Any]]:
    return {(key, row["ref"]): row for key, plan in plans().items() for row in plan.targets}


def number(cell: str) -> str | None:
    if cell in WORDS:
        return WORDS[cell]
    found = re.search(r"\d+(\.\d+)?", cell)
    return found[0] if found else None


@pytest.mark.parametrize("printed", PRINTED, ids=IDS)
def test_a_target_is_kept_as_it_is_printed(printed: dict[str, str]) -> None:
    row = kept()[(printed["plan"], printed["ref"])]
    assert row["key"] == printed["key"]
    assert row["target"] == number(printed["target"])
    assert row["comparison"] == printed["op"].split(" ")[0]
    assert row["nature"] == NATURES[printed["nature"]]
    assert (row["high"] or "") == (printed["target"].split("—")[1] if printed["op"] == "range" else "")
    if printed["ref"] not in DITTO:
        assert printed["printed"].startswith(row["name"])
    if re.fullmatch(r"\d+(\.\d+)?", printed["baseline"]) and row["baseline"] is None:
        assert row["flag"], "a baseline that is printed is left out only for a reason that is told"
    elif re.fullmatch(r"\d+(\.\d+)?", printed["baseline"]):
        assert row["baseline"] == printed["baseline"]
    if printed["unit"]:
        assert row["unit"] == printed["unit"]
    assert row["place"]


def test_nothing_is_kept_that_is_not_printed() -> None:
    assert set(kept()) == {(row["plan"], row["ref"]) for row in PRINTED}
    assert {key: len(plan.targets) for key, plan in plans().items()} == {
        "henan": 6, "zhoukou": 43, "qinghai": 32, "meizhou": 41, "hubei": 15,
    }  # fmt: skip


def test_the_table_of_zhoukou_has_22_rows_six_of_them_binding() -> None:
    table = [row for row in plans()["zhoukou"].targets if row["ref"].startswith("T")]
    groups = [row["group"] for row in table]
    assert [row["ref"] for row in table] == [f"T{n}" for n in range(1, 23)]
    assert [groups.count(name) for name in dict.fromkeys(groups)] == [7, 6, 9]
    assert [row["ref"] for row in table if row["nature"] == "binding"] == ["T3", "T8", "T9", "T10", "T15", "T19"]


def test_the_table_that_is_missing_from_the_text_of_qinghai_has_a_marked_place() -> None:
    assert plans()["qinghai"].table == "missing"
    assert not [row for row in plans()["qinghai"].targets if row["ref"].startswith("T")]


@pytest.mark.parametrize("ref", ["Z15", "T21", "T7", "M35", "B9"])
def test_what_is_doubtful_about_a_text_is_told(ref: str) -> None:
    assert next(row for (_plan, own), row in kept().items() if own == ref)["flag"]


@pytest.mark.django_db
def test_the_database_has_what_the_catalogue_has() -> None:
    with acting_as(NOBODY):
        rows = {(t.plan.key, t.ref): t for t in PlanTarget.objects.select_related("plan").filter(plan__parent=None)}
        assert Plan.objects.get(key="zhoukou").code == "4116"
    assert set(rows) == set(kept())
    for key, row in kept().items():
        target = rows[key]
        for name in ("key", "name", "unit", "target_text", "nature", "comparison", "better", "place", "flag", "group"):
            assert getattr(target, name) == row[name], (key, name)
        for name in ("baseline", "target", "high"):
            assert getattr(target, name) == (None if row[name] is None else Decimal(row[name])), (key, name)


def listed(*options: str) -> Any:
    out = StringIO()
    call_command("indicators", "list", *options, stdout=out)
    return json.loads(out.getvalue()) if "--json" in options else out.getvalue()


@pytest.mark.django_db
def test_the_command_lists_exactly_the_22_of_zhoukou_as_printed() -> None:
    found = listed("--plan", "zhoukou", "--table", "--json")
    told = [(one["number"], one["name"], one["unit"], one["baseline"], one["target_text"]) for one in found]
    printed = [row for row in PRINTED if row["ref"].startswith("T")]
    assert [row[0] for row in told] == [str(n) for n in range(1, 23)]
    assert [row[1] for row in told] == [row["printed"] for row in printed]
    assert [row[3] for row in told] == [row["baseline"] for row in printed]
    assert told[8] == ("9", "消费投诉按期办结率", "%", "92", "96")


@pytest.mark.django_db
def test_the_command_says_so_where_there_is_no_such_plan() -> None:
    assert "市场主体活跃度" in listed("--plan", "zhoukou")
    with pytest.raises(CommandError, match="no plan atlantis"):
        listed("--plan", "atlantis")

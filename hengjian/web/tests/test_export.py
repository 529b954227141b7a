"""Lists as files."""

import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from hengjian.web import export


@pytest.mark.parametrize("text", ["=1+1", "+A1", "-2", "@SUM(A1)", "\t=1"])
def test_text_that_a_spreadsheet_would_run_is_quoted(text: str) -> None:
    assert export.plain(text) == f"'{text}"


def test_numbers_and_dates_stay_what_they_are() -> None:
    assert export.plain(-2) == -2
    assert export.plain(dt.date(2026, 11, 20)) == dt.date(2026, 11, 20)
    assert export.plain(dt.datetime(2026, 11, 20, 7, tzinfo=dt.UTC)) == "2026-11-20 15:00"
    assert export.plain(None) == ""


def test_both_kinds_hold_head_and_rows() -> None:
    sheet = load_workbook(io.BytesIO(export.as_sheet("清单", ["名称"], [["样禾"]]))).active
    assert sheet is not None
    assert [[c.value for c in row] for row in sheet] == [["名称"], ["样禾"]]
    assert export.as_text(["名称"], [["样,禾"]]).decode("utf-8-sig").splitlines() == ["名称", '"样,禾"']

"""The set of papers: every element has its article, nothing is printed that lacks one, and every layout renders."""

from typing import Any

import pytest

from hengjian.apps.enforcement.rules import papers as rules
from hengjian.apps.enforcement.rules.file_order import in_order
from hengjian.apps.enforcement.rules.masking import masked
from hengjian.kernel.law import cite
from hengjian.kernel.paper import render

SHEETS = rules.sheets()


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=lambda s: s.id)
def test_every_element_of_every_paper_names_its_article(sheet: rules.Sheet) -> None:
    assert sheet.elements
    for element in sheet.elements:
        assert cite(element.article).official
        assert element.zh
        assert element.en


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=lambda s: s.id)
def test_leaving_out_any_element_is_found(sheet: rules.Sheet) -> None:
    whole: dict[str, rules.Value] = {e.key: "内容" for e in sheet.elements}
    assert rules.lacking(sheet, whole) == []
    for element in sheet.elements:
        assert rules.lacking(sheet, whole | {element.key: ""}) == [element]
        assert rules.lacking(sheet, whole | {element.key: []}) == [element]


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=lambda s: s.id)
def test_every_paper_renders_as_an_archival_pdf(sheet: rules.Sheet) -> None:
    lists = ("party", "evidence", "intended", "penalty", "goods", "officers", "record", "argued", "listing", "plan")
    parts = [
        {"key": e.key, "title": e.zh, "lead": e.lead, "text": ["名称：样店", "第二行"] if e.key in lists else "内容"}
        for e in sheet.elements
    ]
    data: dict[str, Any] = {
        "title": sheet.zh, "authority": "周口市川汇区市场监督管理局", "number": "川市监处罚〔2026〕0001号", "date": "2026-03-09",
        "verify_code": "ABCDEFGHJKMNPQRS", "parts": parts, "to": "样店", "case": "川市监案〔2026〕0001号", "signed_by": "周明远（T1）",
    }  # fmt: skip
    pdf = render(f"enforcement.{sheet.layout}", data)
    assert pdf.startswith(b"%PDF-")


def test_the_matrix_says_which_evidence_carries_which_fact() -> None:
    sheet = SHEETS["PEN-45"]
    lines = rules.matrix(sheet, {"conduct": "事实"}, [(1, ["party"]), (2, ["conduct", "amount"])])
    by = {line.element.key: line for line in lines}
    assert (by["conduct"].filled, by["conduct"].evidence) == (True, (2,))
    assert by["party"].evidence == (1,)
    assert not by["remedy"].filled
    assert rules.unproved(rules.matrix(sheet, {}, [(1, ["party"])])) == [by["conduct"].element]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("身份证号411602199003074018。", "身份证号4116**********4018。"),
        ("电话13812340017", "电话138****0017"),
        ("账号6222021234567890123", "账号6222***********0123"),
        ("住址：河南省周口市川汇区七一路8号，", "住址：***，"),
        ("员工王小明称", "员工王**称"),
        ("统一社会信用代码91411602MA45678901", "统一社会信用代码91411602MA45678901"),
    ],
)
def test_personal_data_are_masked_before_publication(text: str, shown: str) -> None:
    assert masked(text, ["王小明"]) == shown


def test_the_file_begins_with_the_decision_and_keeps_internal_papers_apart() -> None:
    papers = [("PEN-07", "立案", "1"), ("PEN-09", "现场笔录", "2"), ("PEN-45", "决定书", "3"), ("PEN-50", "回证", "4")]
    first, second = in_order(papers, {"PEN-07"})
    assert [one[0] for one in first] == ["PEN-45", "PEN-50", "PEN-09"]
    assert [one[0] for one in second] == ["PEN-07"]

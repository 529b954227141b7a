"""A file with faults is looked at, run, its rejects corrected and sent again; the same once more changes nothing; a doubt is decided."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import Product
from .steps import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240)]
TABLE = "/data/imports/food_workshops/"
HEAD = "许可证编号,统一社会信用代码,经营主体名称,住所,发证日期,有效期至,许可状态,注册资本(万元),联系电话"
FILE = f"""{HEAD}
旅途作坊1,,旅途样一作坊,川汇区,2026-04-01,2029-03-31,有效,5,13800009001
旅途作坊2,,旅途样二作坊,川汇区,2026-02-30,2029-03-31,有效,5,13800009002
"""


def run(page: Page, product: Product, data: bytes, coming: str) -> None:
    """Send a file, look at it, run it, wait for its end."""
    page.goto(f"{product.base}{TABLE}")
    page.set_input_files("#file", {"name": "作坊.csv", "mimeType": "text/csv", "buffer": data})
    page.locator("form:has(#file) button.go").click()
    expect(page.locator("#preview")).to_contain_text(coming)
    page.locator(".acts button.go").click()
    expect(page.locator("#run-state [role=status]")).to_contain_text("已完成", timeout=60_000)


def counted(page: Page) -> list[str]:
    """New, changed, unchanged, went back."""
    page.reload()
    return page.locator("#run-state dd").all_inner_texts()[:4]


@pytest.mark.parametrize("page", ["desktop"], indirect=True)
def test_faults_go_back_come_in_corrected_and_a_second_run_changes_nothing(page: Page, product: Product) -> None:
    sign_in(page, product, "county")
    run(page, product, FILE.encode("gb18030"), "将退回1行")
    assert counted(page) == ["1", "0", "0", "1"]
    with page.expect_download() as taken:
        page.locator("form[action$='rejects.csv'] button").click()
    lines = list(csv.reader(io.StringIO(Path(taken.value.path()).read_text(encoding="utf-8-sig"))))
    assert lines[1][0] == "旅途作坊2"
    lines[1][lines[0].index("发证日期")] = "2026-02-28"
    out = io.StringIO()
    csv.writer(out).writerows(lines)
    run(page, product, out.getvalue().encode(), "可入库1行")
    assert counted(page) == ["1", "0", "0", "0"]
    run(page, product, FILE.replace("2026-02-30", "2026-02-28").encode(), "可入库2行")
    assert counted(page) == ["0", "0", "2", "0"]
    page.goto(f"{product.base}/list/datacentre.linkage_doubt/?state=open")
    page.locator("a[href^='/p/']").first.click()
    page.locator("a[href^='/data/doubts/']").first.click()
    page.locator("input[name=candidate]").last.check()
    page.fill("[name=reason]", "名称和地址相同，只差一字")
    page.locator("form button.go").click()
    expect(page.locator("main")).to_contain_text("已判定")

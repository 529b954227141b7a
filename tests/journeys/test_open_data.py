"""A citizen downloads open data and reports a fault, which is put right; a department is given data and its uses are seen."""

import json
import re
from datetime import timedelta
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from .conftest import Product, desktop, phone
from .steps import act, fill, number_of, sent, sign_in, sign_out

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240)]


@phone
def test_a_citizen_finds_a_dataset_takes_it_and_has_a_fault_put_right(page: Page, product: Product) -> None:
    page.goto(f"{product.base}/open-data/")
    page.get_by_role("link", name="经营主体登记公示").click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="CSV").first.click()
    lines = Path(taken.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("id,kind,title")
    # What was published after the file was made is on the page and not in the file; the last on the page is older.
    page.locator("a[href*='disclosure=']").last.click()
    title = page.locator(".sub").inner_text()
    assert any(title in line for line in lines)
    fill(page, wrong="旧名称", right="新名称", why="营业执照上写的是新名称")
    page.locator("form button.go").click()
    page.wait_for_url(re.compile("/answer/"))
    answer, number = page.url, page.locator(".sec .push").first.inner_text()
    sign_in(page, product, "cityhead")
    page.goto(f"{product.base}/list/datacentre.data_correction/?q={number}")
    page.locator(f"a:has-text('{title[:8]}')").first.click()
    act(page, product, number_of(page), "correct_data", answer="已按登记档案更正")
    sign_out(page)
    page.goto(answer)
    expect(page.locator(".sec")).to_contain_text("已按登记档案更正")


@desktop
def test_a_department_applies_is_given_data_and_its_owner_sees_the_log(page: Page, product: Product) -> None:
    sign_in(page, product, "police")
    page.goto(f"{product.base}/data/")
    page.goto(f"{product.base}/start/datacentre.data_share/apply_for_data/?resource=kernel.subjects")
    page.check("[value=name]")
    page.check("[value=status]")
    fields = {
        "way": "api",
        "place": "411602",
        "legal_basis": "治安管理处罚法",
        "until": (timezone.localdate() + timedelta(days=60)).isoformat(),
    }
    pk = sent(page, **fields, purpose=f"核对特种行业场所状态，用于治安检查{page.viewport_size}")
    sign_in(page, product, "countyhead")
    act(page, product, pk, "grant_share")
    sign_in(page, product, "police")
    page.goto(f"{product.base}/data/shares/{pk}/")
    page.locator("form button.go").click()
    key = page.locator(".secret").inner_text()
    asked = Request(f"{product.base}/api/v1/datacentre/shared/{pk}?limit=3", headers={"Authorization": f"Bearer {key}"})
    told = json.loads(urlopen(asked, timeout=20).read())
    assert [set(row) for row in told["items"]] == [{"subject", "name", "status", "row_mark"}] * 3
    sign_in(page, product, "county")
    page.goto(f"{product.base}/data/shares/{pk}/")
    expect(page.locator("main")).to_contain_text("limit=3")
    sign_in(page, product, "police")
    act(page, product, pk, "give_back")

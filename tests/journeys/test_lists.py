"""An officer's day with long lists: columns, views, many rows at once, a large export, a paper, a day of the past."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import Product, desktop, hard_faults, phone, too_wide
from .steps import sign_in, until

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240)]
LIST = "/list/registry.establishment/"


@pytest.fixture
def colleague(chromium: Browser, product: Product) -> Iterator[Page]:
    """A second officer of the same county, in a browser of his own."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    other = context.new_page()
    sign_in(other, product, "county2")
    yield other
    context.close()


def heads(page: Page) -> list[str]:
    return [text.strip() for text in page.locator("thead th[class^=c-]:not(.c-pick):not(.c-act)").all_inner_texts()]


def accessible(page: Page) -> None:
    """No serious fault for axe, nothing wider than the screen; looked at when nothing moves any more."""
    page.evaluate("Promise.allSettled(document.getAnimations().map((one) => one.finished))")
    assert hard_faults(page) == []
    assert not too_wide(page)


@desktop
def test_columns_are_chosen_by_keyboard_and_remembered(page: Page, product: Product) -> None:
    sign_in(page, product, "county")
    page.goto(product.base + LIST)
    menu = page.locator(".cols-menu")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(menu.locator("form")).to_be_visible()
    accessible(page)
    menu.locator("input[value=number]").focus()
    page.keyboard.press("Space")
    up = menu.locator("button[name=up][value=number]")
    up.focus()
    for _step in range(5):
        page.keyboard.press("Enter")
        expect(up).to_be_focused()
    menu.get_by_role("button", name="保存").press("Enter")
    page.wait_for_load_state()
    assert heads(page)[0] == "文号"
    page.goto(product.base + LIST + "?is=open")
    assert heads(page)[0] == "文号"
    page.locator(".cols-menu summary").click()
    page.get_by_role("button", name="恢复默认").click()
    page.wait_for_load_state()
    assert "文号" not in heads(page)


@desktop
def test_a_shared_view_is_seen_in_the_office_and_nowhere_else(page: Page, colleague: Page, product: Product) -> None:
    sign_in(page, product, "county")
    page.goto(product.base + LIST + "?state=review&sort=-opened_at")
    page.locator(".views summary").click()
    page.fill("#view-name", "最新待审")
    page.check(".views [name=shared]")
    page.locator(".views form").first.get_by_role("button", name="保存").click()
    expect(page.locator(".tabs a[aria-current=page]")).to_contain_text("最新待审")
    colleague.goto(product.base + LIST)
    colleague.locator("nav.tabs > a", has_text="最新待审").click()
    colleague.wait_for_url("**state=review&sort=-opened_at")
    sign_in(colleague, product, "shenqiu")
    colleague.goto(product.base + LIST)
    expect(colleague.locator("main")).not_to_contain_text("最新待审")
    page.locator(".views summary").click()
    page.locator(".views-list .in").fill("新到的")
    page.locator(".views-list [name=change]").click()
    expect(page.locator(".tabs")).to_contain_text("新到的")
    page.locator(".views summary").click()
    page.locator(".views-list [name=remove]").click()
    expect(page.locator(".main .tabs")).to_have_count(0)


@phone
def test_many_at_once_and_one_that_a_colleague_changed(page: Page, colleague: Page, product: Product) -> None:
    sign_in(page, product, "county")
    page.goto(product.base + LIST + "?state=review&is=open&cols=matter.state")
    boxes = page.locator("tbody input[name=row]")
    for n in range(3):
        boxes.nth(n).check()
    numbers = [(boxes.nth(n).get_attribute("value") or "").partition(".")[0] for n in range(3)]
    expect(page.locator("#batch [data-count]")).to_contain_text("3")
    page.locator("#batch-acts button[value=assign]").wait_for()
    accessible(page)
    page.click("#batch-acts button[value=assign]")
    page.select_option("[name=officer]", label="李青")
    accessible(page)
    colleague.goto(f"{product.base}/p/{numbers[1]}/act/supervise/")
    if colleague.locator("[name=reason]").count() == 0:
        colleague.goto(f"{product.base}/p/{numbers[1]}/act/assign/")
        colleague.select_option("[name=officer]", label="周明远")
    else:
        colleague.fill("[name=reason]", "请从快")
    colleague.click(".sheet button[type=submit]:not(.hide)")
    colleague.wait_for_url(re.compile(rf"/p/{numbers[1]}/$"))
    page.click("main form button.go")
    page.wait_for_url(re.compile(r"/batch/\d+/"))
    expect(page.locator("[role=status]").first).to_contain_text("2件已办、1件未通过", timeout=60_000)
    refused = page.locator("tbody tr", has_text="未通过")
    expect(refused).to_contain_text("打开之后已有他人办理")
    assert refused.locator(".main-cell").get_attribute("href") == f"/p/{numbers[1]}/"
    accessible(page)
    page.goto(f"{product.base}/desk/inbox/")
    expect(page.locator("main")).to_contain_text("2件已办、1件未通过")


@desktop
def test_rows_are_chosen_by_keys(page: Page, product: Product) -> None:
    sign_in(page, product, "county")
    page.goto(f"{product.base}/desk/?tab=office")
    for key in ("x", "j", "j", "j", "Shift+X"):
        page.keyboard.press(key)
    expect(page.locator("#batch [data-count]")).to_contain_text("4")
    page.keyboard.press("Escape")
    expect(page.locator("#batch")).to_be_hidden()
    expect(page.locator(".list > .filter")).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("#keys-help")).to_contain_text("连选到这一行")
    accessible(page)


@phone
def test_more_rows_come_in_place_and_stay_after_going_back(page: Page, product: Product) -> None:
    sign_in(page, product, "county")
    page.goto(product.base + LIST)
    rows = page.locator("tbody tr[data-href]")
    expect(rows).to_have_count(20)
    for shown in (40, 60):
        page.click("#more")
        expect(rows).to_have_count(shown)
    assert "size=60" in page.url
    assert len(set(rows.evaluate_all("all => all.map(row => row.dataset.href)"))) == 60
    page.reload()
    expect(rows).to_have_count(60)


@desktop
def test_without_script_the_list_still_leads_on(chromium: Browser, page: Page, product: Product) -> None:
    sign_in(page, product, "county")
    context = chromium.new_context(
        java_script_enabled=False, locale="zh-CN", storage_state=page.context.storage_state()
    )
    plain = context.new_page()
    plain.goto(product.base + LIST + "?state=review")
    plain.locator("tbody input[name=row]").first.check()
    plain.get_by_role("button", name="办理所选").click()
    plain.locator("button[value=assign]").click()
    expect(plain.locator("h1")).to_have_text("指派")
    plain.goto(product.base + LIST)
    plain.click("#more")
    expect(plain.locator(".tail")).to_contain_text("第21至40件")
    context.close()


@desktop
def test_a_large_export_is_made_in_the_background(page: Page, product: Product) -> None:
    sign_in(page, product, "county")
    page.goto(product.base + LIST + "?as=csv")
    accessible(page)
    page.get_by_role("button", name="在后台生成").click()
    page.wait_for_url("**/exports/")
    link = page.locator("#exports a", has_text="下载").first
    link.wait_for(timeout=20_000)
    accessible(page)
    with page.expect_download() as download:
        link.click()
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) > 101
    assert lines[0].startswith("时限,事项")
    until(page, product, f"{product.base}/desk/inbox/", "导出已生成")


@phone
def test_a_paper_is_looked_at_closely(page: Page, product: Product) -> None:
    sign_in(page, product, "county")
    paper = first_paper(page, product)
    page.goto(product.base + paper)
    page.wait_for_load_state("networkidle")
    sheet = page.locator(".sheet-of").first
    width = sheet.evaluate("e => e.getBoundingClientRect().width")
    page.keyboard.press("+")
    page.keyboard.press("+")
    assert sheet.evaluate("e => e.getBoundingClientRect().width") == pytest.approx(width * 1.5, rel=0.02)
    expect(page.locator("[data-zoomed]")).to_have_text("150 %")
    accessible(page)
    page.click("[data-zoom=fit]")
    assert sheet.evaluate("e => e.getBoundingClientRect().width") == pytest.approx(width, rel=0.02)


def first_paper(page: Page, product: Product) -> str:
    """A paper of some matter: the county refuses one, and the worker signs the notice."""
    page.goto(product.base + LIST + "?state=review&is=open&sort=-opened_at")
    rows = page.locator("tbody tr[data-href]").evaluate_all("all => all.map(row => row.dataset.href).reverse()")
    for row in rows:  # the oldest that waits for nobody else
        page.goto(product.base + row)
        if page.locator(f"a[data-act][href='{row}act/refuse/']").count():
            break
    page.goto(f"{product.base}{row}act/refuse/")
    page.fill("[name=reason]", "经营场所不符合规定，经核实后仍未改正。")
    page.click(".sheet button[type=submit]:not(.hide)")
    if page.locator("dialog.dialog[open]:not(.keys-help)").count():
        page.click("dialog.dialog[open] button[value=yes]")
    page.wait_for_url(re.compile(r"/p/\d+/$"))
    until(page, product, f"{product.base}{row}papers/", "PDF")
    return page.locator("main a[href^='/papers/']").first.get_attribute("href") or ""


@desktop
def test_the_file_as_known_on_a_day_has_an_address(page: Page, product: Product) -> None:
    sign_in(page, product, "county")
    page.goto(product.base + LIST + "?state=review")
    page.goto(product.base + (page.locator("tbody tr[data-href]").first.get_attribute("data-href") or ""))
    opened = page.locator(".line time").last.get_attribute("datetime") or ""
    page.fill("#as-of", opened[:10])
    page.locator(".asof button").click()
    page.wait_for_url(f"**?on={opened[:10]}")
    expect(page.locator(".known")).to_contain_text("所知")
    accessible(page)
    page.locator(".known a").click()
    expect(page.locator(".known")).to_have_count(0)

"""A name is refused once by its rule and the business then opened in one go; a supplement is given; a firm moves counties."""

import pytest
from playwright.sync_api import Page, expect

from .conftest import Product, desktop, phone
from .steps import act, fill, number_of, one, refused, sent, sign_in, until
from .test_opening import answer
from .test_permit import business

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240)]
TRADES = iter(f"样登{a}" for a in "穗禾麦稻")
STREETS = iter(range(1, 9))


@phone
def test_a_name_that_breaks_a_rule_is_refused_and_another_opens_the_business(page: Page, product: Product) -> None:
    sign_in(page, product, "agent")
    page.goto(f"{product.base}/opening/1/")
    page.check("[name=composition][value=person]")
    answer(page, operator="何小满", id_number="110101199003070716", phone="13800000017")
    page.locator("[name=division]").wait_for()
    page.select_option("[name=division]", "411602")
    answer(page, name="周口市川汇区国家赌场百货店")
    expect(refused(page)).to_contain_text("企业名称登记管理规定")
    expect(page.locator("[name=name]")).to_have_value("周口市川汇区国家赌场百货店")
    answer(page, name=f"周口市川汇区{next(TRADES)}百货店")
    answer(page, premises=f"河南省周口市川汇区文明路{next(STREETS)}号")
    page.fill(".picker input[type=search]", "日用百货")
    page.click(".picker .found button >> nth=0")
    answer(page)
    answer(page, seal_maker="周口市样印刻章社")
    page.check("[name=promise]")
    page.click("button[value=on]")
    pk = number_of(page)
    until(page, product, f"{product.base}/p/{pk}/", "已开办")


@desktop
def test_a_supplement_is_asked_for_given_and_the_filing_registered(page: Page, product: Product) -> None:
    # A trade name that contains a registered one of the same industry is looked at by an officer.
    like = (
        "SELECT substring(s.name FROM 7 FOR 2) FROM kernel_subject s WHERE s.status = 'registered' "
        "AND s.name ~ '^周口市川汇区..餐饮店$' ORDER BY s.id LIMIT 1"
    )
    trade = f"{one(product, like)}{next(TRADES)[-1]}"
    sign_in(page, product, "agent")
    page.goto(f"{product.base}/start/registry.establishment/file/")
    fill(
        page, name=f"周口市川汇区{trade}餐饮店", division="411602", operator="何小满", id_number="110101199003070716",
        phone="13800000017", composition="person", premises=f"河南省周口市川汇区人民路{next(STREETS)}号",
    )  # fmt: skip
    page.fill(".picker input[type=search]", "日用百货")
    page.click(".picker .found button >> nth=0")
    pk = sent(page, promise="true")
    until(page, product, f"{product.base}/p/{pk}/", "人工审查")
    sign_in(page, product, "county")
    act(page, product, pk, "supplement", missing="经营场所的使用证明")
    sign_in(page, product, "agent")
    page.goto(f"{product.base}/p/{pk}/")
    expect(page.locator("main")).to_contain_text("经营场所的使用证明")
    act(page, product, pk, "supply", answer="租赁合同已经提交，租期三年")
    sign_in(page, product, "county")
    page.goto(f"{product.base}/p/{pk}/")
    expect(page.locator("main")).to_contain_text("租赁合同已经提交")
    act(page, product, pk, "approve")
    until(page, product, f"{product.base}/p/{pk}/", "已登记")


@desktop
def test_a_firm_moves_to_another_county_with_its_file(page: Page, product: Product) -> None:
    firm = business(product)
    sign_in(page, product, "agent")
    page.goto(f"{product.base}/start/registry.relocation/move/?subject={firm}")
    there = f"河南省周口市沈丘县兆丰大道{next(STREETS)}号"
    pk = sent(page, division="411624", premises=there, promise="true")
    sign_in(page, product, "county")
    act(page, product, pk, "hand_over")
    sign_in(page, product, "shenqiu")
    act(page, product, pk, "take_in")
    until(page, product, f"{product.base}/p/{pk}/", "已登记")
    assert one(product, "SELECT division_code::bigint FROM kernel_subject WHERE id = %s", firm) == 411624
    page.goto(f"{product.base}/subjects/{firm}/")
    expect(page.locator("main")).to_contain_text("兆丰大道")

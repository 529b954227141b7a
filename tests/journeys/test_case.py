"""From a lead to the public record: a case with a hearing, its decision, service, payment and publication."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from hengjian.kernel.clock import SHANGHAI

from .conftest import Product, desktop
from .steps import act, refused, send, sent, sign_in, sign_out, sql

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240), desktop]


def a_shop(product: Product) -> tuple[int, str]:
    """A registered shop of the district without any other matter."""
    find = (
        "SELECT s.id, s.name FROM kernel_subject s WHERE s.division_code = '411602' AND s.status = 'registered' "
        "AND NOT EXISTS (SELECT 1 FROM kernel_proceeding p WHERE p.subject_id = s.id) ORDER BY s.id DESC LIMIT 1"
    )
    [(pk, name)] = sql(product, find)
    return int(str(pk)), str(name)


def signature(page: Page) -> None:
    """Drawn on the pad with the mouse."""
    page.locator("canvas.sign").scroll_into_view_if_needed()
    box = page.locator("canvas.sign").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 160, box["y"] + 90, steps=6)
    page.mouse.up()
    expect(page.locator("[data-sign]")).to_have_value(re.compile("signature"))


def officer(page: Page, name: str) -> str:
    """The number of an officer in the list that a field offers."""
    return page.locator("main option", has_text=name).first.get_attribute("value") or ""


def investigated(page: Page, product: Product, shop: int) -> int:
    """A lead becomes a case, which is filed and investigated; gives its number."""
    sign_in(page, product, "county")
    page.goto(f"{product.base}/start/enforcement.lead/enter/?subject={shop}")
    lead = sent(page, source="office", what="巡查发现使用超过保质期的食品原料")
    act(page, product, lead, "file_case", cause="breach", decision="证据初步充分，应予立案")
    page.get_by_role("link", name="申请立案").click()
    second = officer(page, "李青")
    day = (datetime.now(SHANGHAI) - timedelta(days=20)).strftime("%Y-%m-%d")
    given = {
        "cause_name": "使用超过保质期的食品原料",
        "violated": "《食品安全法》第三十四条",
        "punished_by": "《食品安全法》第一百二十四条",
    }
    told = {"evidence": "yes", "punishable": "yes", "competent": "yes"}
    case = sent(page, companion=second, happened_on=day, field="food", **told, **given)
    sign_in(page, product, "countyhead")
    act(page, product, case, "approve_filing", opinion="同意立案")

    sign_in(page, product, "county")
    page.goto(f"{product.base}/p/{case}/act/record_scene/")
    signature(page)
    now = datetime.now(SHANGHAI).strftime("%Y-%m-%dT%H:%M")
    sent(
        page, began=now, ended=now, place="七一路8号", shown="yes", told="yes", text="货架上有三瓶超过保质期的调味料。",
        proves=["party", "conduct", "amount"],
    )  # fmt: skip
    act(
        page, product, case, "conclude", found="当事人使用超过保质期的调味料加工食品，货值1200元。",
        nature="构成使用超过保质期的食品原料。", discretion="及时改正，从轻处罚。", kinds="fine", fine="150000", band="light",
    )  # fmt: skip
    return case


def heard(page: Page, product: Product, case: int) -> None:
    """Reviewed, told, and heard, because the party asks for it."""
    sign_in(page, product, "countyhead")
    act(page, product, case, "review_case", opinion="同意", qualification="A20184116020001")
    act(page, product, case, "give_notice")
    sign_in(page, product, "county")
    act(page, product, case, "serve_notice", way="direct", receiver="何小满")
    act(page, product, case, "request_hearing", grounds="对货值有异议")
    expect(page.locator("main")).to_contain_text("听证")
    sign_in(page, product, "countyhead")
    page.goto(f"{product.base}/p/{case}/act/set_hearing/")
    soon, fit = (datetime.now(SHANGHAI) + timedelta(days=n) for n in (3, 30))
    host = officer(page, "陈立新")
    send(page, at=soon.strftime("%Y-%m-%dT%H:%M"), place="听证室", host=host)
    expect(refused(page)).to_contain_text("7个工作日")
    sent(page, at=fit.strftime("%Y-%m-%dT%H:%M"))
    # The day of the hearing comes.
    sql(
        product,
        "UPDATE enforcement_case SET hearing_at = now() - interval '1 hour' WHERE proceeding_ptr_id = %s",
        case,
    )
    act(
        page, product, case, "hold_hearing", present="当事人及代理人", argued="双方就货值质证、辩论。", signed="yes",
        summary="听证如期举行。", advice="维持拟处罚意见。",
    )  # fmt: skip


def test_a_lead_becomes_a_decision_on_the_public_record(page: Page, product: Product) -> None:
    shop, name = a_shop(product)
    case = investigated(page, product, shop)
    heard(page, product, case)
    act(page, product, case, "review_after_hearing", opinion="程序合法", qualification="A20184116020001")
    both = ["陈立新", "李青"]
    act(page, product, case, "discuss", participants=both, opinion="一致同意", conclusion="同意拟处罚意见")

    # The printer refuses a decision that does not answer the party, names element and article, and loses nothing.
    page.goto(f"{product.base}/p/{case}/act/decide/")
    send(page, discretion="及时改正，依法从轻处罚。")
    expect(refused(page)).to_contain_text("采纳情况")
    expect(refused(page)).to_contain_text("第四十五条")
    expect(page.locator("[name=discretion]")).to_have_value("及时改正，依法从轻处罚。")
    sent(page, reply="听证意见不予采纳：货值有票据证明。")

    sign_in(page, product, "county")
    act(page, product, case, "serve_decision", way="direct", receiver="何小满")
    act(page, product, case, "publish_decision")
    act(page, product, case, "pay", amount="150000", receipt="电子回单1")
    expect(page.locator("main")).to_contain_text("已履行")
    page.goto(f"{product.base}/cases/{case}/")
    expect(page.locator("main")).to_contain_text("要素齐全")

    sign_out(page)
    page.goto(f"{product.base}/credit/subjects/{shop}/")
    expect(page.locator("main")).to_contain_text(name)
    expect(page.locator("main")).to_contain_text("行政处罚（川市监处罚")
    page.get_by_role("link", name=re.compile("行政处罚（川市监处罚")).first.click()
    expect(page.locator("main")).to_contain_text("使用超过保质期的食品原料")

"""A case in a cellar: a signed record, a picture and a sealing made on a phone without network, handed over later, once."""

import pytest

from .conftest import Product
from .steps import one, sql
from .test_check import PICTURE, Phone, draw, expect, handed_over, phone, without_network

__all__ = ["phone"]
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(400)]


def a_case(product: Product) -> int:
    """A case of the demo that county's first officer investigates."""
    find = (
        "SELECT c.proceeding_ptr_id FROM enforcement_case c JOIN kernel_proceeding p ON p.id = c.proceeding_ptr_id "
        "JOIN kernel_officer o ON o.user_id = (SELECT id FROM kernel_user WHERE username = 'county') "
        "WHERE p.state = 'investigation' AND c.team @> jsonb_build_array(jsonb_build_object('officer', o.id)) "
        "ORDER BY p.id DESC LIMIT 1"
    )
    return int(one(product, find))


def test_what_is_made_without_network_is_neither_lost_nor_taken_twice(phone: Phone, product: Product) -> None:
    case, page = a_case(product), phone("county")
    page.goto(f"{product.base}/cases/field/")
    expect(page.locator("#field[data-ready=yes]")).to_be_attached(timeout=60_000)
    page.click(f'[data-case="{case}"]')
    with without_network(page):
        page.set_input_files(
            "input[type=file]:not([data-recording])", {"name": "a.png", "mimeType": "image/png", "buffer": PICTURE}
        )
        expect(page.locator("[data-op]")).to_have_count(1)
        page.click("[data-form=measure]")
        page.select_option("#i-measure", "seal")
        page.fill("#i-place", "地下一层冷库")
        page.fill("#i-reason", "有证据证明不符合食品安全标准")
        page.fill('[data-name="name"]', "冷冻肉")
        page.reload()  # the phone is switched off and on in the cellar, in the middle of the form
        expect(page.locator('[data-name="name"]')).to_have_value("冷冻肉")
        page.fill('[data-name="quantity"]', "12")
        page.click("#keep")
        expect(page.locator("#form .err")).to_contain_text("签名")
        draw(page, 0)
        page.click("#keep")
        expect(page.locator("[data-op]")).to_have_count(2)
        page.click("[data-form=scene]")
        page.fill("#i-place", "地下一层冷库")
        page.check("#i-shown")
        page.check("#i-told")
        page.fill("#i-text", "冷库内有冷冻肉十二箱，无检疫证明")
        draw(page, 0)
        page.click("#keep")
        expect(page.locator("[data-op]")).to_have_count(3)
        expect(page.locator("#bar")).to_contain_text("没有网络")
        page.reload()
        expect(page.locator("[data-op]")).to_have_count(3)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    handed_over(page)
    expect(page.locator("[data-op]")).to_have_count(0)
    expect(page.locator("[data-measure]").last).to_contain_text("查封")
    page.evaluate("window.dispatchEvent(new Event('online'))")  # a second cut: nothing is sent once more
    handed_over(page)
    once(product, case)


def once(product: Product, case: int) -> None:
    """Everything is there, and nothing is there twice."""
    kept = (
        "SELECT name FROM enforcement_caseevidence WHERE proceeding_id = %s "
        "AND act_id IN (SELECT id FROM kernel_act WHERE key LIKE 'field:%%')"
    )
    assert sorted(str(row[0]) for row in sql(product, kept, case)) == ["现场照片", "现场笔录"]
    find = (
        "SELECT m.goods, p.state FROM enforcement_casemeasure m JOIN kernel_proceeding p ON p.id = m.proceeding_ptr_id "
        "WHERE m.case_id = %s AND m.place = %s"
    )
    [(goods, state)] = sql(product, find, case, "地下一层冷库")
    assert (goods[0]["quantity"], state) == ("12", "on_spot")  # type: ignore[index]

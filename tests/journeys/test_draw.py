"""A draw on screen: looked at, prepared, locked, sealed by three parties, revealed, held, and checked by a stranger."""

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import Product, desktop
from .steps import MATTER, act, number_of, sign_in, sign_out, until

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300), desktop]
VERIFIER = Path(__file__).parents[2] / "verifier" / "hengjian_draw.py"


def sealed(page: Page, product: Product, pk: int, folder: Path, user: str) -> Path:
    """Make a value in the browser, keep its file, hand in the commitment."""
    sign_in(page, product, user)
    page.goto(f"{product.base}/draws/seal/{pk}/")
    with page.expect_download() as kept:
        page.click("[data-make]")
    file = folder / f"{user}.json"
    kept.value.save_as(file)
    page.click("[data-send]")
    page.wait_for_url(MATTER)
    sign_out(page)
    return file


def revealed(page: Page, product: Product, pk: int, file: Path, user: str) -> None:
    sign_in(page, product, user)
    page.goto(f"{product.base}/draws/seal/{pk}/")
    page.set_input_files("#kept", file)
    expect(page.locator("[data-send]")).to_be_enabled()
    page.click("[data-send]")
    page.wait_for_url(MATTER)
    sign_out(page)


def test_three_parties_make_a_draw_that_a_stranger_recomputes(page: Page, product: Product, tmp_path: Path) -> None:
    sign_in(page, product, "county")
    page.goto(f"{product.base}/draws/preview/")
    page.select_option("[name=task]", index=3)
    page.fill("[name=total]", "6")
    page.click("main form button.btn")
    expect(page.locator(".note.green")).to_be_visible()
    page.click("aside a.go")
    page.select_option("[name=department]", "4116")
    page.fill("[name=witness]", "witness")
    page.click("main form footer button.go")
    pk = number_of(page)
    act(page, product, pk, "lock_rosters")
    sign_out(page)
    files = {user: sealed(page, product, pk, tmp_path, user) for user in ("county", "city", "witness")}
    assert len({f.read_text(encoding="utf-8") for f in files.values()}) == 3
    sign_in(page, product, "countyhead")
    act(page, product, pk, "publish_rule")
    sign_out(page)
    for user, file in files.items():
        revealed(page, product, pk, file, user)
    page.goto(f"{product.base}/draws/")
    page.click("tbody a.main-cell >> nth=0")
    until(page, product, page.url, "合成种子")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
    with page.expect_download() as kept:
        page.click("main .acts a[href$='bundle.zip']")
    bundle = tmp_path / "draw.zip"
    kept.value.save_as(bundle)
    said = subprocess.run(
        [sys.executable, str(VERIFIER), str(bundle), "--lang", "zh"], capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stdout
    assert "相同" in said.stdout

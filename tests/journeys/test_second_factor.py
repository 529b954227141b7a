"""Second factors in a browser: an authenticator app by computed codes, a security key by Chromium's virtual one."""

import base64
import hmac
import re
import struct
import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .conftest import Product, desktop, phone

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]
STEP = 30


def totp(secret: str, at: float) -> str:
    """RFC 6238 with SHA-1 and six digits, which is what authenticator apps do."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(at) // STEP), "sha1")
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def now(page: Page, secret: str) -> str:
    """The code of this moment, with some seconds left to type it."""
    left = STEP - time.time() % STEP
    if left < 6:
        page.wait_for_timeout(left * 1000 + 200)
    return totp(secret, time.time())


@pytest.fixture
def base(product: Product) -> str:
    return product.base.replace("127.0.0.1", "localhost")  # a security key belongs to a name, never to a number


def sign_in(page: Page, base: str, user: str, password: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{base}/accounts/login/")
    page.get_by_label("用户名").fill(user)
    page.get_by_label("密码", exact=True).fill(password)
    page.locator("main button.go").click()


def open_guarded(page: Page, address: str, password: str) -> None:
    """A page of one's own security, for which the password is asked again."""
    page.goto(address)
    if "reauthenticate" in page.url:
        no_english(page)
        page.locator("input[name=password]").fill(password)
        page.locator("main button[type=submit]").click()
        expect(page).to_have_url(address)


def no_english(page: Page) -> None:
    """The Chinese interface speaks Chinese throughout."""
    text = page.locator("main").inner_text()
    assert not re.search(r"[A-Za-z]{4,} [a-z]{2,}", text), text


@pytest.fixture
def key(page: Page) -> Iterator[Any]:
    """A security key in the browser, which touches itself and knows its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "usb", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield lambda: session.send("WebAuthn.getCredentials", {"authenticatorId": made["authenticatorId"]})["credentials"]
    session.detach()


@phone
def test_an_authenticator_app_and_its_recovery_codes(page: Page, base: str, product: Product) -> None:
    sign_in(page, base, "office2", product.password)
    open_guarded(page, f"{base}/accounts/2fa/totp/activate/", product.password)
    no_english(page)
    secret = page.locator("#authenticator_secret").input_value()
    page.locator("input[name=code]").fill("000000")
    page.locator("main button[type=submit]").click()
    expect(page.locator("main .err")).to_be_visible()
    page.locator("input[name=code]").fill(now(page, secret))
    page.locator("main button[type=submit]").click()
    open_guarded(page, f"{base}/accounts/2fa/recovery-codes/", product.password)
    no_english(page)
    recovery = page.locator("#recovery_codes").input_value().split()
    assert len(recovery) == 10

    sign_in(page, base, "office2", product.password)
    expect(page).to_have_url(re.compile("/accounts/2fa/authenticate/"))
    no_english(page)
    code = now(page, secret)
    page.locator("input[name=code]").fill(code)
    page.locator("main button.go").click()
    expect(page).to_have_url(f"{base}/desk/")

    sign_in(page, base, "office2", product.password)
    page.locator("input[name=code]").fill(code)  # a code that has opened the door once does not open it again
    page.locator("main button.go").click()
    expect(page.locator("main .err")).to_be_visible()
    page.locator("input[name=code]").fill(recovery[0])
    page.locator("main button.go").click()
    expect(page).to_have_url(f"{base}/desk/")
    open_guarded(page, f"{base}/accounts/2fa/totp/deactivate/", product.password)
    no_english(page)
    page.locator("main button[type=submit]").click()
    expect(page).not_to_have_url(re.compile("deactivate"))
    sign_in(page, base, "office2", product.password)
    expect(page).to_have_url(f"{base}/desk/")


@desktop
def test_a_security_key(page: Page, base: str, product: Product, key: Any) -> None:
    sign_in(page, base, "province", product.password)
    open_guarded(page, f"{base}/accounts/2fa/webauthn/add/", product.password)
    no_english(page)
    page.locator("input[name=name]").fill("值班室钥匙")
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(lambda url: "/webauthn/add" not in url)
    assert len(key()) == 1
    sign_in(page, base, "province", product.password)
    expect(page).to_have_url(re.compile("/accounts/2fa/authenticate/"))
    page.goto(f"{base}/desk/")  # the password alone opens nothing
    expect(page).to_have_url(re.compile("/accounts/2fa/authenticate/"))
    page.locator("#mfa_webauthn_authenticate").click()
    expect(page).to_have_url(f"{base}/desk/")
    open_guarded(page, f"{base}/accounts/2fa/webauthn/", product.password)
    expect(page.locator("main")).to_contain_text("值班室钥匙")
    no_english(page)
    remove = page.locator("main a[href*='remove']").get_attribute("href")
    open_guarded(page, f"{base}{remove}", product.password)
    no_english(page)
    page.locator("main button[type=submit]").click()
    expect(page).to_have_url(f"{base}/accounts/2fa/webauthn/")
    sign_in(page, base, "province", product.password)
    expect(page).to_have_url(f"{base}/desk/")


@phone
def test_after_five_wrong_passwords_the_account_waits_and_says_so(page: Page, base: str, product: Product) -> None:
    for _attempt in range(6):
        sign_in(page, base, "shenqiu", "wrong password")
    expect(page.locator("main [role=alert]")).to_contain_text("登录失败次数过多")
    no_english(page)
    sign_in(page, base, "shenqiu", product.password)
    expect(page.locator("main [role=alert]")).to_contain_text("登录失败次数过多")

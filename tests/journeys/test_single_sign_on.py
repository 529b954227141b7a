"""Sign-in through an OpenID Connect provider, set up as the manual says: code flow with PKCE, in a browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.installation import Installation
from tests.provider import Provider

from .conftest import desktop
from .steps import sign_out

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300), desktop]
UNKNOWN: list[dict[str, object]] = [
    {"sub": "person-2", "name": "陌生人"},
    {"sub": "person-3", "staff_no": "nobody-here"},
    {"sub": "person-4", "staff_no": "county"},  # a second identity does not take over an account that has one
    {"sub": "person-5", "staff_no": ["county"]},
    {"sub": "person-6", "preferred_username": "county", "email": "county@example.org", "email_verified": True},
]


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    made = Provider()
    yield made
    made.close()


@pytest.fixture(scope="module")
def base(provider: Provider) -> Iterator[str]:
    made = Installation("demo", **provider.environment())
    try:
        made.up("--demo")
        yield f"http://127.0.0.1:{made.port}"
    finally:
        made.close()


def through(page: Page, base: str) -> None:
    sign_out(page)
    page.goto(f"{base}/accounts/login/")
    page.get_by_role("button", name="统一身份认证").click()


def test_an_officer_is_found_by_the_named_claim_and_then_by_identity(page: Page, base: str, provider: Provider) -> None:
    provider.person = {"sub": "person-1", "staff_no": "county", "name": "周明远"}
    through(page, base)
    expect(page).to_have_url(f"{base}/desk/")
    expect(page.locator("header .place")).to_contain_text("周口市川汇区市场监督管理局")
    assert provider.asked[-1]["redirect_uri"] == f"{base}/accounts/oidc/unified/login/callback/"
    assert "openid" in provider.asked[-1]["scope"]
    provider.person = {"sub": "person-1", "name": "周明远"}  # the identity is known now; the claim is not needed again
    through(page, base)
    expect(page).to_have_url(f"{base}/desk/")


def test_whom_nobody_knows_is_told_so_and_gets_no_account(page: Page, base: str, provider: Provider) -> None:
    provider.person = {"sub": "person-1", "staff_no": "county"}
    through(page, base)
    expect(page).to_have_url(f"{base}/desk/")
    for person in UNKNOWN:
        provider.person = person
        through(page, base)
        expect(page.locator("h1"), str(person)).to_have_text("没有登录")
        expect(page.locator("main")).to_contain_text("没有开立账号")
        page.goto(f"{base}/desk/")
        expect(page, str(person)).to_have_url(f"{base}/accounts/login/?next=/desk/")


def test_a_token_for_somebody_else_signs_nobody_in(page: Page, base: str, provider: Provider) -> None:
    provider.person, provider.audience = {"sub": "person-7", "staff_no": "county2"}, "another client"
    try:
        through(page, base)
        expect(page.locator("main")).to_contain_text("身份认证机构未确认您的身份")
    finally:
        provider.audience = "hengjian-test"

"""Signing in: who tries too often is told so in the house's own words and pages."""

from typing import Any

import pytest
from django.test import Client

from hengjian.kernel.testing import make_world

pytestmark = pytest.mark.django_db


def test_too_many_attempts_from_one_place_pause_with_a_page_that_says_what_to_do(settings: Any) -> None:
    make_world()
    settings.ACCOUNT_RATE_LIMITS = {"login": "3/m/ip"}
    browser = Client(HTTP_ACCEPT_LANGUAGE="zh-CN")
    answers = [
        browser.post("/accounts/login/", {"login": f"officer{n}", "password": "not-the-password"}) for n in range(4)
    ]
    assert [a.status_code for a in answers] == [200, 200, 200, 429]
    assert "尝试次数过多" in answers[3].content.decode()


def test_a_form_from_before_signing_in_is_refused_with_a_page_that_says_what_to_do() -> None:
    answer = Client(HTTP_ACCEPT_LANGUAGE="zh-CN", enforce_csrf_checks=True).post("/accounts/login/", {"login": "a"})
    assert answer.status_code == 403
    assert "什么都没有改变" in answer.content.decode()

"""Pages in a frame of a region's app: nobody's unless named, never an officer's, and both headers say the same."""

import pytest
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from hengjian.kernel.testing import make_world, signed_in
from hengjian.project import framing

APP = "https://app.henan.example"


@pytest.mark.parametrize(
    "text",
    ["*", "https://*", "https://*.example.gov.cn", "http://app.example", "app.example", "https://a.example/in", "'none'",
     "https://a.example;script-src *", "https://a.example b", "https://u@a.example", "https://a.example:port"],
)  # fmt: skip
def test_only_single_sites_over_https_may_be_named(text: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        framing.origins(text)
    assert framing.NAME in str(refused.value)


def test_sites_are_named_by_comma() -> None:
    assert framing.origins("") == []
    assert framing.origins(f"{APP}/, https://b.example:8443") == [APP, "https://b.example:8443"]


@pytest.mark.parametrize(
    ("named", "secure", "expected"), [([], True, "Lax"), ([APP], False, "Lax"), ([APP], True, "None")]
)
def test_cookies_go_into_a_frame_only_where_one_is_named_and_over_https(
    named: list[str], secure: bool, expected: str
) -> None:
    assert framing.same_site(named, secure) == expected


@pytest.mark.django_db
def test_citizens_and_enterprises_may_be_framed_by_the_named_site_and_officers_never(settings: LazySettings) -> None:
    world = make_world()
    party, officer, nobody = signed_in(world.enterprise), signed_in(world.officer), Client()
    pages = [(nobody, "/"), (nobody, reverse("account_login")), (party, "/mine/")]
    assert {_framing(who, path) for who, path in pages} == {("'none'", "DENY")}
    settings.HENGJIAN_FRAME_ANCESTORS = [APP]
    assert {_framing(who, path) for who, path in pages} == {(APP, "")}
    closed = [(officer, "/desk/"), (officer, "/"), (party, reverse("account_change_password"))]
    assert {_framing(who, path) for who, path in closed} == {("'none'", "DENY")}


def _framing(who: Client, path: str) -> tuple[str, str]:
    answer = who.get(path)
    assert answer.status_code == 200, path
    rules = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    return rules["frame-ancestors"], answer.get("X-Frame-Options", "")

"""The public pages and the enterprise space."""

import pytest
from django.test import Client

from hengjian.apps.desk.tests.test_desk import signed_in
from hengjian.apps.portal.pages import body_of
from hengjian.apps.registry.tests.builders import examined, filed
from hengjian.kernel.models import Disclosure, Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/find/", "/find/?q=样", "/notices/", "/verify/", "/about/", "/names/"])
def test_public_pages_open_without_an_account(client: Client, world: World, path: str) -> None:
    assert client.get(path).status_code == 200


def test_a_registration_is_public_with_article_and_subject(client: Client, world: World) -> None:
    examined(filed(world.enterprise))
    with acting_as(CLOCKWORK):
        subject, record = Subject.objects.get(), Disclosure.objects.get()
    page = client.get(f"/subjects/{subject.pk}/").content.decode()
    assert record.title in page
    assert record.article in page
    assert client.get(f"/notices/{record.pk}/").status_code == 200


def test_what_is_withdrawn_is_gone(client: Client, world: World) -> None:
    examined(filed(world.enterprise))
    with acting_as(CLOCKWORK):
        record = Disclosure.objects.get()
        Disclosure.objects.update(withdrawn_at=record.since)
    answer = client.get(f"/notices/{record.pk}/")
    assert answer.status_code == 410
    assert record.title not in answer.content.decode()
    assert record.title not in client.get("/notices/").content.decode()


def test_a_record_is_told_in_the_words_of_its_room() -> None:
    """What is for programs, a key or a list, is not shown; an item without a label stands under its own name."""
    body = {"name": "评估报告", "plan": "zhoukou", "targets": 15, "figures": [1], "注册资本": "1 → 2"}
    told = [(str(label), value) for label, value in body_of(Disclosure(kind="plan_report", body=body))]
    assert told == [("名称", "评估报告"), ("指标", 15), ("注册资本", "1 → 2")]


def test_the_enterprise_sees_its_own_filings_only(world: World) -> None:
    done = examined(filed(world.enterprise))
    assert "样禾餐饮店" in signed_in(world.enterprise).get("/mine/").content.decode()
    other = signed_in(world.citizen)
    assert "样禾餐饮店" not in other.get("/mine/").content.decode()
    assert other.get(f"/p/{done.proceeding.pk}/").status_code == 404


def test_pages_for_accounts_lead_to_signing_in(client: Client, world: World) -> None:
    for path in ("/mine/", "/desk/", "/p/1/", "/start/registry.establishment/file/"):
        answer = client.get(path)
        assert answer.status_code == 302
        assert "/accounts/login/" in answer["Location"]


def test_language_and_theme_are_kept_in_cookies_and_lead_back_to_this_site_only(client: Client) -> None:
    answer = client.post("/preferences/", {"language": "en", "theme": "toggle", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"
    assert answer.cookies["django_language"].value == "en"
    assert answer.cookies["theme"].value == "dark"
    assert 'data-theme="dark"' in client.get("/").content.decode()

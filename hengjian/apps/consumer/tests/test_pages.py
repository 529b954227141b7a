"""The guided form, the query code, one's own page: what somebody without an account meets, and what nobody else may see."""

import re
from typing import Any

import pytest
from django.test import Client

from hengjian.apps.consumer.procedures import Complaint, Report
from hengjian.apps.consumer.queries import opened
from hengjian.apps.consumer.tests.builders import FILED, NAME, PHONE, SAID, accepted, complained, do, settled, shop
from hengjian.kernel.models import Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World, signed_in

pytestmark = pytest.mark.django_db
CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


@pytest.fixture
def subject(world: World) -> Subject:
    return shop(world)


def form(browser: Client, kind: str = "complaint", **query: Any) -> dict[str, str]:
    """The hidden fields of a form as a browser holds them."""
    page = browser.get(f"/complain/{kind}/", query).content.decode()
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))


def filed(browser: Client, subject: Subject, kind: str = "complaint", **more: Any) -> tuple[str, Any]:
    """File it; gives the query code that the page shows."""
    given = {**form(browser, kind, subject=subject.pk), **FILED, "consents": "yes", **more}
    answer = browser.post(f"/complain/{kind}/", given)
    found = CODE.search(answer.content.decode())
    return found[0] if found else "", answer


def test_the_code_is_shown_once_and_opens_the_own_page_elsewhere(world: World, subject: Subject) -> None:
    code, answer = filed(Client(), subject)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    elsewhere = Client()
    assert elsewhere.get("/complain/mine/").status_code == 302, "nobody without a code"
    assert elsewhere.post("/complain/look/", {"code": code, "phone": "13800000000"}).status_code == 422
    assert elsewhere.post("/complain/look/", {"code": code.lower(), "phone": PHONE}).status_code == 302
    page = elsewhere.get("/complain/mine/", follow=True).content.decode()
    assert "洗衣机" in page
    assert NAME not in page
    assert PHONE not in page


def test_sent_twice_it_is_one_complaint_with_one_code(world: World, subject: Subject) -> None:
    browser = Client()
    given = {**form(browser, subject=subject.pk), **FILED}
    codes = {CODE.search(browser.post("/complain/complaint/", given).content.decode())[0] for _n in range(2)}  # type: ignore[index]
    with acting_as(CLOCKWORK):
        assert (len(codes), Complaint.objects.count()) == (1, 1)


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(world: World, subject: Subject) -> None:
    _code, answer = filed(Client(), subject, phone="12", goods="洗衣机")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="洗衣机"' in page
    assert 'id="f-phone"' in page


def test_a_cookie_that_was_changed_opens_nothing(world: World, subject: Subject) -> None:
    browser = Client()
    filed(browser, subject)
    assert browser.get("/complain/mine/").status_code == 302
    browser.cookies["hj_visit"] = browser.cookies["hj_visit"].value[:-2] + "xx"
    assert browser.get("/complain/mine/", follow=True).redirect_chain[-1][0] == "/complain/look/"


def test_the_matter_of_somebody_else_does_not_exist(world: World, subject: Subject) -> None:
    other = complained(subject)
    browser = Client()
    filed(browser, subject)
    assert browser.get(f"/complain/mine/{other.pk}/").status_code == 404
    assert browser.post(f"/complain/mine/{other.pk}/act/urge/").status_code == 404


def test_one_acts_rates_and_asks_for_a_review_by_code(world: World, subject: Subject) -> None:
    browser = Client()
    code, _answer = filed(browser, subject)
    with acting_as(CLOCKWORK):
        row = Complaint.objects.get()
    own = f"/complain/mine/{row.pk}/"
    assert browser.post(f"{own}act/urge/", {"version": str(row.version)}).status_code == 302
    do(world.officer, "complaint.accept", row.pk, mediator=world.officer.officer_id)
    do(world.officer, "complaint.terminate", row.pk, ground="no_agreement", reason="双方分歧较大")
    browser.post(f"{own}rating/", {"stars": "2", "words": "太慢"})
    browser.post(f"{own}review/", {"why": "没有听我的录音"})
    page = browser.get(own).content.decode()
    assert "★★" in page
    with acting_as(CLOCKWORK):
        done = Complaint.objects.get()
    assert (done.stars, done.urged) == (2, 1)
    paper = re.search(r"/complain/mine/papers/\d+\.pdf", page)
    assert paper
    assert browser.get(paper[0]).content.startswith(b"%PDF")
    assert Client().get(paper[0]).status_code == 302
    assert code


def test_an_insider_files_apart_from_the_account_that_is_signed_in(world: World, subject: Subject) -> None:
    browser = signed_in(world.citizen)
    given = {**form(browser, "insider", subject=subject.pk), **SAID, "sealed_name": "龚密举", "sealed_phone": PHONE}
    answer = browser.post("/complain/insider/", given)
    assert answer.status_code == 200
    with acting_as(CLOCKWORK):
        row = Report.objects.get()
        assert row.filer_name == row.filer_phone == row.filer_print == ""
        assert not row.parties.filter(principal=f"user:{world.citizen.user_id}").exists()
    with acting_as(world.head) as head:
        found = opened(row.pk, head)
    assert found is not None
    assert found.name == "龚密举"


def test_the_identity_is_asked_for_before_anything_is_stored(world: World, subject: Subject) -> None:
    browser = Client()
    given = {**form(browser, "insider", subject=subject.pk), **SAID}
    assert browser.post("/complain/insider/", given).status_code == 422
    with acting_as(CLOCKWORK):
        assert not Report.objects.exists()


def test_the_business_sees_its_complaints_and_everybody_the_published_ones(world: World, subject: Subject) -> None:
    settled(world, subject)
    accepted(world, subject)
    open_page = Client().get(f"/complaints/of/{subject.pk}/").content.decode()
    own_page = signed_in(world.enterprise).get(f"/complaints/of/{subject.pk}/").content.decode()
    assert open_page.count("洗衣机") == 1
    assert own_page.count("洗衣机") == 3
    by_name = Client().get("/complaints/?q=样禾").content.decode()
    assert subject.name in by_name


def test_a_program_files_without_a_key_and_looks_up(world: World, subject: Subject) -> None:
    body = {k: v for k, v in FILED.items() if v != ""} | {"subject": subject.pk}
    made = Client().post("/api/v1/consumer/complaints", body, content_type="application/json")
    assert made.status_code == 200, made.content
    code = made.json()["code"]
    asked = {"code": code, "phone": PHONE}
    found = Client().post("/api/v1/consumer/look", asked, content_type="application/json").json()
    assert [one["number"] for one in found] == [made.json()["number"]]
    with acting_as(CLOCKWORK):
        assert Complaint.objects.get(pk=found[0]["id"]).channel == "api"
    wrong = {"code": code, "phone": "13800000000"}
    assert Client().post("/api/v1/consumer/look", wrong, content_type="application/json").json() == []


def test_who_files_often_is_shown_masked_to_officers_only(world: World, subject: Subject) -> None:
    for _n in range(3):
        complained(subject)
    page = signed_in(world.officer).get("/complaints/persons/").content.decode()
    assert "吴**" in page
    assert PHONE not in page
    assert signed_in(world.citizen).get("/complaints/persons/").status_code == 403

"""What somebody without an account meets on their own page: files kept, refusals explained, and all that is to be known, written."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from hengjian.apps.consumer.procedures import Complaint, Referral
from hengjian.apps.consumer.tests.builders import (
    CODE,
    FILED,
    PHONE,
    SAID,
    accepted,
    complained,
    do,
    fresh,
    guest,
    proposed,
    settled,
    shop,
)  # fmt: skip
from hengjian.kernel.models import Evidence, Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World

pytestmark = pytest.mark.django_db
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


@pytest.fixture
def subject(world: World) -> Subject:
    return shop(world)


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))


def looked_up() -> Client:
    browser = Client()
    assert browser.post("/complain/look/", {"code": CODE, "phone": PHONE}).status_code == 302
    return browser


def matter(row: Any) -> str:
    return looked_up().get(f"/complain/mine/{row.pk}/").content.decode()


def test_evidence_survives_a_form_that_was_refused(world: World, subject: Subject) -> None:
    browser = Client()
    page = browser.get("/complain/complaint/", {"subject": subject.pk}).content.decode()
    given = {**hidden(page), **FILED, "phone": "", "file": SimpleUploadedFile("小票.png", PICTURE)}
    refused = browser.post("/complain/complaint/", given)
    assert refused.status_code == 422
    kept = hidden(refused.content.decode())
    # As a browser sends it: the token of the kept file, then the file field that nobody has touched.
    again = {**kept, **FILED, "file": [kept["file"], ""]}
    assert browser.post("/complain/complaint/", again).status_code == 200
    with acting_as(CLOCKWORK):
        [found] = Evidence.objects.filter(proceeding=Complaint.objects.get().pk)
    assert "小票.png" in found.name
    assert "小票.png" in browser.get(f"/complain/mine/{found.proceeding_id}/").content.decode()


def test_the_place_of_a_business_from_the_register_is_filled_in(world: World, subject: Subject) -> None:
    page = Client().get("/complain/complaint/", {"subject": subject.pk}).content.decode()
    assert re.search(
        rf'name="place_division" value="{subject.division_code[:6]}" checked|"{subject.division_code[:6]}" selected',
        page,
    )


def test_a_refused_review_says_what_is_wrong_and_keeps_what_was_typed(world: World, subject: Subject) -> None:
    row = settled(world, subject)
    browser = looked_up()
    answer = browser.post(f"/complain/mine/{row.pk}/review/", {"why": "没换"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "没换</textarea>" in page
    assert 'id="f-why"' in page
    assert re.search(r'href="#f-why"', page)


def test_what_is_signed_stands_on_the_sheet_with_the_amount(world: World, subject: Subject) -> None:
    row = accepted(world, subject)
    given = {"terms": "退货退款", "amount": "1299", "perform_by": "2099-01-05"}
    do(world.officer, "complaint.propose_agreement", row.pk, **given)
    page = matter(row)
    assert page.index("sign_as_consumer") < page.index("doubt_mediator"), "what ends it well comes first"
    sheet = looked_up().get(f"/complain/mine/{row.pk}/act/sign_as_consumer/").content.decode()
    assert "退货退款" in sheet
    assert "1299.00 元" in sheet


def test_a_signature_given_is_not_asked_for_again(world: World, subject: Subject) -> None:
    row = proposed(world, subject)
    do(guest(), "complaint.sign_as_consumer", row.pk)
    assert "sign_as_consumer" not in matter(row)


def test_a_finding_stands_on_the_record_with_its_remedy(world: World, subject: Subject) -> None:
    row = complained(subject)
    given = {"criterion": "extortion", "reason": "以举报相要挟索要封口费，有录音", "heard": True}
    do(world.head, "complaint.find_abuse", row.pk, **given)
    page = matter(row)
    assert "行政复议" in page
    assert "以举报相要挟" in page


def test_an_informant_reads_why_the_seal_was_opened(world: World, subject: Subject) -> None:
    given = SAID | {"subject": subject.pk, "breach_kind": "product"}
    row = do(guest(), "report.blow", **given).proceeding
    do(world.head, "report.unseal", row.pk, reason="需要当面辨认两套台账")
    assert "需要当面辨认两套台账" in matter(row)
    assert fresh(row).unsealed == 1


def test_urging_is_heard_before_anybody_has_taken_the_complaint(
    world: World, subject: Subject, as_owner: Callable[[], AbstractContextManager[Any]]
) -> None:
    row = complained(subject)
    do(guest(), "complaint.urge", row.pk)
    assert fresh(row).urged == 1
    with as_owner():
        jobs = ProcrastinateJob.objects.filter(args__proceeding_id=row.pk).values_list("args", flat=True)
        told = {one["to"] for args in jobs for one in args.get("messages", ())}
    assert f"officer:{world.head.officer_id}" in told
    assert f"officer:{world.stranger.officer_id}" not in told


def test_both_sides_follow_a_referral_under_code_and_account(world: World, subject: Subject) -> None:
    row = accepted(world, subject)
    given = {"complaint_number": row.number, "body": "people", "body_name": "样路人民调解委员会", "agreed": True}
    made = do(world.officer, "referral.refer", **given).proceeding
    assert "样路人民调解委员会" in matter(made)
    with acting_as(world.enterprise):
        assert Referral.objects.filter(pk=made.pk).exists()

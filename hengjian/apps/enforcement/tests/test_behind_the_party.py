"""What the office does around a case behind the party's back is not told to it: it would warn whoever is suspected."""

from typing import Any

import pytest
from django.test import Client

from hengjian.kernel.models import Proceeding
from hengjian.kernel.principal import acting_as
from hengjian.kernel.testing import again, signed_in

from .around import Around
from .stage import make_stage
from .test_soft import WORD

pytestmark = pytest.mark.django_db
TRANSFER: dict[str, Any] = {"cause": "ip-001", "crime": "trademark", "what": "查获假冒注册商标商品，销售记录完整"}


@pytest.fixture
def around() -> Around:
    return Around()


def opened(around: Around) -> list[Any]:
    w = around.world
    team = [w.officer.officer_id, w.colleague.officer_id]
    return [
        around.by("officer", "police_transfer.propose_transfer", about=around.number, team=team, **TRANSFER),
        around.by(
            "officer", "web_capture.order_capture", about=around.number, url="http://page.example/", why="宣传页面"
        ),
        around.by(
            "colleague", "wrong_case.examine_case", about=around.number, found_by="self", what="认定主体可能有误"
        ),
    ]


def test_the_subject_learns_nothing_of_them(around: Around) -> None:
    """行刑衔接 and web evidence: neither on its desk, nor by their address."""
    enterprise = again(around.world.enterprise)
    assert around.subject.pk in enterprise.subjects
    rows = opened(around)
    assert all(row.subject_id == around.subject.pk for row in rows)
    with acting_as(enterprise):
        assert Proceeding.objects.filter(pk__in=[row.pk for row in rows]).count() == 0
    client = signed_in(enterprise)
    assert [client.get(f"/p/{row.pk}/").status_code for row in rows] == [404] * len(rows)


def test_what_is_done_with_it_is_open_to_it(around: Around) -> None:
    """The test above can fail: a warning is the subject's to acknowledge."""
    row = around.by("officer", "soft_measure.say_softly", subject=around.subject.pk, **WORD)
    with acting_as(again(around.world.enterprise)):
        assert Proceeding.objects.filter(pk=row.pk).exists()


def test_nobody_reads_from_a_list_of_papers_that_a_case_is_under_way() -> None:
    stage = make_stage().reviewed()
    assert stage.subject is not None
    address = f"/subjects/{stage.subject.pk}/"
    words = ("立案/不予立案审批表", "询问笔录", "案件调查终结报告")
    world = stage.world
    for browser in (Client(), signed_in(again(world.enterprise)), signed_in(world.stranger)):
        for page in (address, f"{address}?known=2026-03-10"):
            text = browser.get(page).content.decode()
            assert not [word for word in words if word in text]
    assert words[0] in signed_in(world.officer).get(address).content.decode()

"""Who has no account is told by phone, and nobody is told on an insider's."""

from typing import Any

import pytest

from hengjian.apps.consumer.actions.whistle import keep_sealed
from hengjian.apps.consumer.queries import guest_of
from hengjian.apps.consumer.tests.builders import CODE, PHONE, SAID, complained, do, guest, shop
from hengjian.kernel import inbox
from hengjian.kernel.channels import Channel
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import make_world

pytestmark = pytest.mark.django_db


class Heard(Channel):
    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []

    def send(self, user: Any, title: str, body: str, link: str) -> None:
        self.said.append((user.phone, title))


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    channel = Heard()
    monkeypatch.setattr("hengjian.apps.consumer.actions.reaching.channels", lambda: [channel])
    return channel


def told(pk: int, to: str) -> None:
    with acting_as(CLOCKWORK):
        inbox.deliver(pk, 1, [{"to": to, "title": "投诉 川投〔2026〕0001号：已受理", "body": "详情"}])


def test_the_title_goes_to_the_phone_of_the_filing(heard: Heard) -> None:
    row = complained(shop(make_world()))
    told(row.pk, "applicant")
    assert heard.said == [(PHONE, "投诉 川投〔2026〕0001号：已受理")]


def test_what_is_for_the_business_does_not(heard: Heard) -> None:
    told(complained(shop(make_world())).pk, "counterparty")
    assert heard.said == []


def test_an_insider_is_never_called(heard: Heard) -> None:
    subject = shop(make_world())
    row = do(guest_of(CODE, PHONE), "report.blow", **SAID | {"subject": subject.pk}).proceeding
    with acting_as(guest()):
        keep_sealed(row.pk, "龚密举", PHONE)
    told(row.pk, "applicant")
    assert heard.said == []

"""注销一网服务 through the exchange over real HTTP: a partner that answers, one that is down, one that answers later by its key."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from hengjian.apps.registry.actions import exchange
from hengjian.apps.registry.models import Department, Dispatch, ExitMatter
from hengjian.apps.registry.partners import client
from hengjian.apps.registry.partners.mock import Mock
from hengjian.kernel import tokens
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Incomplete, NotAllowed
from hengjian.kernel.testing import person

from .exits import Scene, do, now, user_of

pytestmark = pytest.mark.django_db
SECRET = b"exit"


@pytest.fixture
def partner(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mock]:
    """A department with an address of its own; nothing else is configured. It answers at once."""
    settings.HENGJIAN_EXCHANGE, settings.HENGJIAN_EXCHANGE_KEY, settings.HENGJIAN_URL = "", SECRET, ""
    monkeypatch.setattr(exchange, "CALLBACK", "")
    with Mock(SECRET) as mock:
        yield mock


@pytest.fixture
def scene() -> Scene:
    return Scene()


def seal_office(address: str) -> None:
    with acting_as(CLOCKWORK):
        user = person("seal", "印章管理系统")
        Department.objects.create(
            kind="seal", name="周口市公安局印章管理", division_code="4116", address=address, user_id=user.user_id
        )


def applied(scene: Scene) -> Any:
    given = {"subject": scene.firm.pk, "departments": ["tax", "seal"]}
    row = do("one_stop_exit.apply_everywhere", None, scene.agent, **given).proceeding
    return do("one_stop_exit.fan_out", row.pk).proceeding


def parts(row: Any) -> dict[str, tuple[str, str]]:
    with acting_as(CLOCKWORK):
        return {
            p.department.kind: (p.state, p.reference)
            for p in ExitMatter.objects.filter(proceeding_id=row.pk).select_related("department")
        }


def send_all() -> None:
    for pk in exchange.waiting():
        exchange.deliver(pk)


def test_one_application_reaches_every_department_and_is_done_when_all_have_settled(
    scene: Scene, partner: Mock
) -> None:
    seal_office(partner.address)
    row = applied(scene)
    assert (row.due_limit, parts(row)) == ("registry.one_stop_answer", {"tax": ("sent", ""), "seal": ("waiting", "")})
    send_all()
    send_all()
    assert list(partner.taken) == [f"exit:{row.pk}:seal"]
    with acting_as(CLOCKWORK):
        sent = Dispatch.objects.get(topic="exit")
    assert (sent.payload["entity"], sent.payload["number"], sent.state) == (scene.firm.name, row.number, "answered")
    state, reference = parts(row)["seal"]
    assert (state, reference[:5]) == ("cleared", "seal-")
    assert now(row.pk).state == "running"
    with acting_as(CLOCKWORK):
        token = tokens.issue(user_of(scene.tax), "test", ("read", "act"))
    answer = Client().post(
        f"/api/v1/registry/one_stop_exit/{row.pk}/answer",
        json.dumps({"department": "tax", "outcome": "cleared"}),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )
    assert answer.status_code == 200, answer.content
    assert now(row.pk).state == "done"


def test_a_department_that_takes_it_and_answers_later_is_waited_for(scene: Scene, partner: Mock) -> None:
    seal_office(partner.address)
    row = applied(scene)
    with acting_as(CLOCKWORK):
        sent = Dispatch.objects.get(topic="exit")
    exchange.CALLBACK, partner.call_back = "http://127.0.0.1:9/", lambda *_given: None  # type: ignore[method-assign]
    send_all()
    assert parts(row)["seal"][0] == "sent"
    assert exchange.answered(sent.key, client.Receipt("S-2", "refused", "公章尚未缴销"))
    assert parts(row)["seal"] == ("objected", "S-2")
    with acting_as(CLOCKWORK):
        assert any("公章尚未缴销" in str(text) for _name, text in now(row.pk).facts())


def test_a_partner_that_is_down_is_tried_again_and_then_shown(scene: Scene, partner: Mock) -> None:
    seal_office("http://127.0.0.1:9/exit")
    row = applied(scene)
    with pytest.raises(client.Unreachable):
        send_all()
    assert parts(row)["seal"][0] == "waiting"
    with acting_as(CLOCKWORK):
        Dispatch.objects.update(attempts=exchange.MOST_ATTEMPTS - 1)
    send_all()
    assert parts(row)["seal"][0] == "failed"
    with acting_as(CLOCKWORK):
        assert any("refused" in str(text) for _name, text in now(row.pk).facts())
        assert Dispatch.objects.get(topic="exit").state == "dead"


def test_only_http_is_spoken() -> None:
    with pytest.raises(client.Rejected):
        client.send("file:///etc/passwd", "seal", "exit", "k", {}, SECRET)


def test_a_department_answers_for_itself_alone(scene: Scene, partner: Mock) -> None:
    seal_office(partner.address)
    row = applied(scene)
    with pytest.raises(NotAllowed):
        do("one_stop_exit.answer", row.pk, scene.tax, department="seal", outcome="cleared")
    with pytest.raises(NotAllowed):
        do("one_stop_exit.answer", row.pk, scene.agent, department="tax", outcome="cleared")


def test_what_is_not_settled_is_told_and_may_be_settled_later(scene: Scene, partner: Mock) -> None:
    seal_office(partner.address)
    row = applied(scene)
    send_all()
    do("one_stop_exit.answer", row.pk, scene.tax, department="tax", outcome="objected", note="尚有一期未申报")
    assert parts(row)["tax"][0] == "objected"
    done = do("one_stop_exit.answer", row.pk, scene.tax, department="tax", outcome="cleared").proceeding
    assert done.state == "done"


def test_departments_that_do_not_take_part_here_are_named(scene: Scene) -> None:
    with pytest.raises(Incomplete) as refused:
        do("one_stop_exit.apply_everywhere", None, scene.agent, subject=scene.firm.pk, departments=["tax", "customs"])
    assert "departments" in refused.value.fields

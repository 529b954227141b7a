"""注销一网服务 over real HTTP: a partner that answers, one that is down, one that answers later by its key."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.test import Client

from hengjian.apps.registry.actions.exits_partners import ATTEMPTS, deliver_waiting, send
from hengjian.apps.registry.models import Department, ExitMatter
from hengjian.kernel import tokens
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Incomplete, NotAllowed
from hengjian.kernel.testing import person

from .exits import Scene, do, now, user_of

pytestmark = pytest.mark.django_db


class Partner(BaseHTTPRequestHandler):
    """Takes a part and answers what the test has put down."""

    answer: dict[str, Any] = {}
    status = 200
    seen: list[tuple[str, dict[str, Any]]] = []

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.seen.append((self.headers["Idempotency-Key"], body))
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(json.dumps(self.answer).encode())

    def log_message(self, format: str, *args: Any) -> None:
        """Silent."""


@pytest.fixture
def address() -> Iterator[str]:
    Partner.seen, Partner.status = [], 200
    Partner.answer = {"reference": "S-1", "state": "cleared"}
    server = HTTPServer(("127.0.0.1", 0), Partner)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/exit"
    server.shutdown()
    server.server_close()
    thread.join()


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


def test_one_application_reaches_every_department_and_is_done_when_all_have_settled(scene: Scene, address: str) -> None:
    seal_office(address)
    row = applied(scene)
    assert (row.due_limit, parts(row)) == ("registry.one_stop_answer", {"tax": ("sent", ""), "seal": ("waiting", "")})
    assert (deliver_waiting(), deliver_waiting()) == (1, 0)
    ((key, message),) = Partner.seen
    assert (message["entity"], message["number"]) == (scene.firm.name, row.number)
    assert key.startswith("exit:")
    assert parts(row)["seal"] == ("cleared", "S-1")
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


def test_a_partner_that_is_down_is_tried_again_and_then_shown(scene: Scene) -> None:
    seal_office("http://127.0.0.1:9/exit")
    row = applied(scene)
    assert deliver_waiting() == 0
    assert parts(row)["seal"][0] == "waiting"
    with acting_as(CLOCKWORK):
        ExitMatter.objects.update(attempts=ATTEMPTS - 1)
    deliver_waiting()
    assert parts(row)["seal"][0] == "failed"
    with acting_as(CLOCKWORK):
        assert any("URLError" in str(text) for _name, text in now(row.pk).facts())


@pytest.mark.parametrize(("status", "answer"), [(500, {}), (200, ["no"]), (200, {"note": "no state"})])
def test_an_answer_that_is_none_leaves_the_part_waiting(address: str, status: int, answer: Any) -> None:
    Partner.status, Partner.answer = status, answer
    assert send(address, {}, "k")["state"] == "waiting"


def test_only_http_is_spoken() -> None:
    assert send("file:///etc/passwd", {}, "k")["state"] == "waiting"


def test_a_department_answers_for_itself_alone(scene: Scene, address: str) -> None:
    seal_office(address)
    row = applied(scene)
    with pytest.raises(NotAllowed):
        do("one_stop_exit.answer", row.pk, scene.tax, department="seal", outcome="cleared")
    with pytest.raises(NotAllowed):
        do("one_stop_exit.answer", row.pk, scene.agent, department="tax", outcome="cleared")


def test_what_is_not_settled_is_told_and_may_be_settled_later(scene: Scene, address: str) -> None:
    seal_office(address)
    row = applied(scene)
    deliver_waiting()
    do("one_stop_exit.answer", row.pk, scene.tax, department="tax", outcome="objected", note="尚有一期未申报")
    assert parts(row)["tax"][0] == "objected"
    done = do("one_stop_exit.answer", row.pk, scene.tax, department="tax", outcome="cleared").proceeding
    assert done.state == "done"


def test_departments_that_do_not_take_part_here_are_named(scene: Scene) -> None:
    with pytest.raises(Incomplete) as refused:
        do("one_stop_exit.apply_everywhere", None, scene.agent, subject=scene.firm.pk, departments=["tax", "customs"])
    assert "departments" in refused.value.fields

"""Acts by the hundred while web, worker and database are killed at random: what was acknowledged is there, once."""

import http.client
import json
import logging
import os
import random
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import psycopg
import pytest

from hengjian.project.postgres import Server
from tests.installation import wait_until

ACTS = int(os.environ.get("HENGJIAN_CRASH_ACTS", "24"))
CLIENTS = 8
PATIENCE = 90 + ACTS / 4
pytestmark = [pytest.mark.slow, pytest.mark.timeout(400 + ACTS)]
WORDS = "祥泰和瑞丰顺达鑫源福安康盛兴隆嘉禾佳悦惠民德信诚义聚宝金玉清雅云海天地春秋晨曦明月星光"
NAMES = [f"周口市川汇区样{a}{b}百货店" for a, b in product(WORDS, WORDS) if a != b]
VICTIMS = ("granian", "command worker", "postgres -D")
MAKE_KEY = """
from hengjian.apps.registry.tests.builders import filing
from hengjian.kernel import tokens
from hengjian.kernel.models import User
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import make_world
import json
import logging
with acting_as(CLOCKWORK):
    world = make_world()
    key = tokens.issue(User.objects.get(pk=world.enterprise.user_id), "crash", ["act", "read"])
    print("KEY", key)
    print("GIVEN", json.dumps(filing()))
"""


class Client:
    """Sends each filing until it is acknowledged, always with the same key."""

    def __init__(self, port: int, token: str, given: dict) -> None:
        self.port, self.token, self.given = port, token, given
        self.acknowledged: dict[str, int] = {}
        self.failures: list[str] = []
        self.deadline = time.monotonic() + PATIENCE

    def send(self, number: int) -> None:
        key = f"crash-{number}"
        body = json.dumps(self.given | {"name": NAMES[number]})
        while time.monotonic() < self.deadline:
            status, said = self.post(body, key)
            if status == 200:
                self.acknowledged[key] = json.loads(said)["act_id"]
                return
            self.failures.append(f"{status} {said[:80]!r}")
            if status in (401, 403, 422):
                return
            time.sleep(0.1)

    def post(self, body: str, key: str) -> tuple[int, bytes]:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}", "Idempotency-Key": key}
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            link.request("POST", "/api/v1/registry/establishment/file", body, headers)
            answer = link.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException) as error:
            return 0, repr(error).encode()
        finally:
            link.close()


def killed(installation, done: threading.Event, chance: random.Random, client: Client) -> list[str]:
    """Kill one part after another, at random moments, until the clients are done; each part at least once.

    A slow machine needs its time to start a part again: the next is killed when an act has got through.
    """
    said = []
    for part in (*VICTIMS, *chance.choices(VICTIMS, k=200)):
        if done.wait(chance.uniform(0.3, 1.2)) and len(said) >= len(VICTIMS):
            break
        pids = [pid for pid, command in installation.processes().items() if part in command]
        if pids:
            through = len(client.acknowledged)
            os.kill(min(pids) if part == "postgres -D" else chance.choice(pids), signal.SIGKILL)
            said.append(part)
            wait_until(lambda before=through: done.is_set() or len(client.acknowledged) > before, 20)
        done.wait(chance.uniform(0.1, 1))
    return said


def test_every_acknowledged_act_is_there_exactly_once(installation, eventually, monkeypatch) -> None:
    monkeypatch.setenv("HENGJIAN_RATE", "1000000/m")
    process, _ = installation.up()
    code, said = installation.run("shell", "--no-imports", "-c", MAKE_KEY)
    assert code == 0, said
    lines = dict(line.split(" ", 1) for line in said.splitlines() if line.startswith(("KEY", "GIVEN")))
    client = Client(installation.port, lines["KEY"], json.loads(lines["GIVEN"]))
    done = threading.Event()
    begun = time.monotonic()
    with ThreadPoolExecutor(CLIENTS) as pool:
        sending = [pool.submit(client.send, number) for number in range(ACTS)]
        threading.Thread(target=lambda: ([s.exception() for s in sending], done.set()), daemon=True).start()
        said_killed = killed(installation, done, random.Random(7), client)
    seconds = time.monotonic() - begun
    process.kill()  # and at last everything at once
    process.wait()
    assert eventually(lambda: not installation.processes())
    installation.up()

    server = Server(installation.home)
    with psycopg.connect(server.owner_url) as owner:
        stored = owner.execute("SELECT key, id FROM kernel_act WHERE key LIKE 'crash-%' ORDER BY id").fetchall()
        numbers = owner.execute("SELECT count(*), count(DISTINCT number) FROM kernel_proceeding").fetchone()
    told = f"{ACTS} acts in {seconds:.1f} s, killed {said_killed}, {len(client.failures)} failed tries"
    assert len(client.acknowledged) == ACTS, (told, client.failures[-5:])
    logging.getLogger(__name__).warning(told)
    assert dict(stored) == client.acknowledged
    assert len(stored) == ACTS
    assert numbers == (ACTS, ACTS)
    assert set(said_killed) == set(VICTIMS)

    def left(statement: str) -> int:
        with psycopg.connect(server.owner_url) as owner:
            return owner.execute(f"SELECT count(*) FROM {statement}").fetchone()[0]

    # Jobs that a killed worker held are taken up again; what they lead to is done, drawn, delivered and sealed.
    patience = 90 + ACTS / 10
    by = (
        "procrastinate_jobs WHERE task_name IN ('kernel.do', 'kernel.issue_papers', 'kernel.tell') "
        "AND status <> 'succeeded' AND coalesce(scheduled_at <= now(), true)"  # others wait for their day
    )
    assert eventually(lambda: not left("kernel_proceeding WHERE state = 'examination'"), patience), left(by)
    assert eventually(lambda: not left("kernel_paper WHERE file_id IS NULL"), patience)
    assert eventually(lambda: not left(by), patience)
    assert eventually(
        lambda: not left("kernel_act a WHERE NOT EXISTS (SELECT FROM kernel_actleaf l WHERE l.act_id = a.id)"), 10
    )
    code, said = installation.run("ledger", "verify")
    assert (code, "sound" in said) == (0, True), said

"""`hengjian up` as a person meets it: it starts, starts again, refuses in a sentence, and leaves nothing behind."""

import functools
import http.client
import os
import signal
import socket
from pathlib import Path

import psycopg
import pytest

from hengjian.project.postgres import Server
from tests.installation import free_port

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


def status(port: int, path: str = "/healthz") -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def assert_roles(server: Server) -> None:
    """The application's role owns nothing and may become nobody but the three scopes."""
    with psycopg.connect(server.app_url, autocommit=True) as app:
        attributes = "rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolinherit"
        row = app.execute(f"SELECT {attributes} FROM pg_roles WHERE rolname = current_user").fetchone()
        assert not any(row)
        owned = app.execute("SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = current_user").fetchone()
        assert owned == (0,)
        for scope in ("hengjian_officer", "hengjian_party", "hengjian_public"):
            app.execute(f"SET ROLE {scope}")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("SET ROLE hengjian_owner")


def test_first_start_prepares_it_serves_and_ctrl_c_stops_all(installation) -> None:
    assert "tables, grants and policies brought up to date" in installation.first_words
    process, said = installation.up()
    assert f"http://127.0.0.1:{installation.port}" in said
    assert status(installation.port) == 200

    server = Server(installation.home)
    assert_roles(server)
    password = server.password("hengjian_owner").encode()
    for pid in installation.processes().keys() - {process.pid}:
        assert password not in Path(f"/proc/{pid}/environ").read_bytes()

    assert installation.run("migrate")[0] == 0  # by the running server, as its owner
    code, said = installation.run("up", "--port", str(free_port()))
    assert (code, f"is in use by process {process.pid}" in said) == (4, True)

    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 0
    assert installation.processes() == {}


def test_second_start_repeats_no_work_restarts_what_dies_and_killed_leaves_nothing(installation, eventually) -> None:
    process, said = installation.up()
    assert said.count("nothing new") == 3

    def renewed(part: str, before: set[int]) -> bool:
        now = {pid for pid, command in installation.processes().items() if part in command}
        return bool(now - before) and status(installation.port) == 200

    for part in ("postgres -D", "command worker", "granian"):
        victims = {pid for pid, command in installation.processes().items() if part in command}
        os.kill(min(victims), signal.SIGKILL)
        assert eventually(functools.partial(renewed, part, victims)), part

    process.kill()
    process.wait()
    assert eventually(lambda: not installation.processes()), installation.processes()


def test_two_folders_serve_side_by_side_also_after_a_kill(installation, another) -> None:
    first, _ = installation.up()
    second, _ = another.up()
    assert status(installation.port) == status(another.port) == 200
    for process in (first, second):
        process.terminate()
        assert process.wait(20) == 0
    assert installation.processes() == another.processes() == {}


def test_a_command_starts_the_database_when_none_runs(installation) -> None:
    code, said = installation.run("showmigrations", "--plan")
    assert code != 0
    assert "permission denied for table django_migrations" in said  # it runs under the application's role
    assert installation.processes() == {}


def test_a_used_port_is_refused_before_anything_starts(empty) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", empty.port))
        other.listen()
        code, said = empty.run("up", "--port", str(empty.port))
    assert code == 3
    assert said.splitlines()[-1] == (
        f"Port {empty.port} on 127.0.0.1 is used by another program. Choose another with --port."
    )
    assert not (empty.home / "pg").exists()


def test_an_unknown_word_is_answered_with_a_sentence(empty) -> None:
    code, said = empty.run("law-and-order", "--help")
    assert (code, said.splitlines()[0][:39]) == (2, "There is no `hengjian law-and-order`. `")

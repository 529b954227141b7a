"""The server on its own: interrupted creations, stale and foreign pid files, broken folders, who may enter."""

import os
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from hengjian.project.home import StartRefused, held, secret
from hengjian.project.postgres import Server, running


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="hengjian-pg-"))
    made.chmod(0o711)
    yield made / "home"
    shutil.rmtree(made, ignore_errors=True)


def test_it_starts_in_an_empty_folder_and_again_after_an_interrupted_creation(folder) -> None:
    (folder / "pg.new").mkdir(parents=True)
    (folder / "pg.new" / "PG_VERSION").write_text("half")
    folder.chmod(0o711)
    with running(folder, throwaway=True) as server, psycopg.connect(server.app_url) as app:
        assert app.execute("SELECT current_user, datlocprovider, datlocale FROM pg_database LIMIT 1").fetchone() == (
            "hengjian_app",
            "b",
            "C.UTF-8",
        )
        assert app.execute("SHOW listen_addresses").fetchone() == ("",)
        assert app.execute("SHOW password_encryption").fetchone() == ("scram-sha-256",)
    assert not server.alive()


def test_a_wrong_password_and_no_password_are_refused(folder) -> None:
    with running(folder, throwaway=True) as server:
        for address in (server.app_url.replace(server.password("hengjian_app"), "wrong"), f"host={server.socket}"):
            with pytest.raises(psycopg.OperationalError):
                psycopg.connect(address, user="hengjian_admin", dbname="postgres")


def test_secrets_and_socket_are_private_and_foreign_folders_untouched(folder) -> None:
    above = folder.parent.stat().st_mode
    with running(folder, throwaway=True) as server:
        assert stat.S_IMODE(server.socket.stat().st_mode) == 0o700
        assert stat.S_IMODE(server.data.stat().st_mode) == 0o700
        assert stat.S_IMODE((folder / "secrets").stat().st_mode) == 0o700
        assert {stat.S_IMODE(f.stat().st_mode) for f in (folder / "secrets").iterdir()} == {0o600}
        assert not list(folder.glob("initdb.*"))
    assert folder.parent.stat().st_mode == above


def test_a_stale_pid_file_is_removed(folder) -> None:
    with running(folder, throwaway=True) as server:
        pass
    gone = subprocess.Popen(["true"])
    gone.wait()
    (server.data / "postmaster.pid").write_text(f"{gone.pid}\n{server.data}\n")
    with running(folder, throwaway=True) as server:
        assert server.alive()
    # The number now belongs to another program: this one.
    (server.data / "postmaster.pid").write_text(f"{os.getpid()}\n{server.data}\n")
    with running(folder, throwaway=True) as server:
        assert server.alive()


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lambda data: (data / "PG_VERSION").unlink(), "is not a complete database folder"),
        (lambda data: (data / "PG_VERSION").write_text("16\n"), "was written by PostgreSQL 16"),
        (lambda data: (data / "global" / "pg_control").unlink(), "could not find the database system"),
    ],
    ids=["no version", "other version", "no control file"],
)
def test_a_broken_folder_is_refused_with_the_reason(folder, damage, says) -> None:
    with running(folder, throwaway=True) as server:
        pass
    damage(server.data)
    with pytest.raises(StartRefused, match=says) as refused, running(folder, throwaway=True):
        pass
    assert refused.value.code == StartRefused.DATABASE


def test_lost_secrets_are_refused_with_the_reason(folder) -> None:
    with running(folder, throwaway=True):
        pass
    shutil.rmtree(folder / "secrets")
    with pytest.raises(StartRefused, match="refuses the passwords"), running(folder, throwaway=True):
        pass


def test_a_deep_folder_gets_a_short_socket_path(folder) -> None:
    deep = folder.parent / ("very" * 25) / "home"
    server = Server(deep)
    assert len(str(server.socket)) < 60
    deep.parent.mkdir()
    deep.parent.chmod(0o711)
    with running(deep, throwaway=True) as server, psycopg.connect(server.app_url):
        assert stat.S_IMODE(server.socket.stat().st_mode) == 0o700
    server.socket.rmdir()


def test_a_folder_is_held_by_one(folder) -> None:
    folder.mkdir()
    with held(folder), pytest.raises(StartRefused, match=f"in use by process {os.getpid()}"), held(folder):
        pass
    with held(folder):
        pass


def test_a_secret_is_made_once_and_is_private(folder) -> None:
    first = secret("key", 16, folder)
    assert (len(first), secret("key", 16, folder)) == (32, first)
    assert stat.S_IMODE((folder / "key").stat().st_mode) == 0o600


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another account")
def test_root_is_told_when_the_account_cannot_enter(folder) -> None:
    folder.parent.chmod(0o700)
    with pytest.raises(StartRefused, match="cannot enter"), running(folder, throwaway=True):
        pass
    assert stat.S_IMODE(folder.parent.stat().st_mode) == 0o700

"""An installation of the whole product in a folder of its own, for tests that start it."""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import psycopg
import pytest

from hengjian.project.postgres import Server, account_for, wheel
from hengjian.project.process import bound_to_me
from hengjian.project.roles import ADMIN

PATIENCE = 90
DEMO_ENTITIES = "600"
# The shell is the same browser without windows, which costs two thirds.
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
FIRST_WORDS = "first-words.txt"
MIGRATED = "as-migrated"
NOT_INHERITED = ("DATABASE_URL", "HENGJIAN_OWNER_URL", "HENGJIAN_STATIC", "HENGJIAN_TEST_ROOT")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Installation:
    """A folder and the `hengjian` processes that a test starts on it; empty, or as a first start left it."""

    def __init__(self, like: str = "", **environment: str) -> None:
        # What is loaded after the start for the first who ask, nobody may ever ask of a product that lives for one test.
        self.extra = {"HENGJIAN_WEB_WORKERS": "1", "HENGJIAN_WARM_AFTER": "600"} | environment
        self.home = Path(tempfile.mkdtemp(prefix="up-", dir=os.environ["HENGJIAN_TEST_ROOT"]))
        self.home.chmod(0o711)
        if like:
            subprocess.run(["cp", "-a", f"{prepared(like)}/.", self.home], check=True)
        self.started: list[subprocess.Popen[str]] = []
        self.log: list[str] = []
        self.readers: list[Thread] = []  # of what the started ones say
        self.port = free_port()

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
        return kept | {"HENGJIAN_HOME": str(self.home)} | self.extra

    def start(self, *words: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "hengjian.project.command", *words],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=bound_to_me(signal.SIGTERM),
        )
        self.started.append(process)
        return process

    @property
    def first_words(self) -> str:
        """What the start said that prepared the folder this one is like."""
        return (self.home / FIRST_WORDS).read_text()

    def run(self, *words: str) -> tuple[int, str]:
        """Run one command to its end: exit code and everything it said."""
        process = self.start(*words)
        said, _ = process.communicate(timeout=PATIENCE)
        return process.returncode, said

    def up(self, *more: str) -> tuple[subprocess.Popen[str], str]:
        """Start everything and read what it says until it is ready."""
        process = self.start("up", "--port", str(self.port), *more)
        said = ""
        for line in process.stdout:
            said += line
            if line.startswith("Stop with"):
                # A full pipe would stop the first process that has something to say.
                reader = Thread(target=self.log.extend, args=(process.stdout,), daemon=True)
                reader.start()
                self.readers.append(reader)
                return process, said
        pytest.fail(f"`hengjian up` ended before it was ready:\n{said}")

    def drain(self) -> None:
        """Let the worker do what the demonstration left to it."""
        with psycopg.connect(Server(self.home).owner_url, autocommit=True) as owner:
            due = "status = 'doing' OR status = 'todo' AND coalesce(scheduled_at <= now(), true)"
            left = "'^kernel|catch_up$|compute_headlines$|reclassify_all$'"
            waiting = f"SELECT count(*) FROM procrastinate_jobs WHERE task_name ~ {left} AND ({due})"
            wait_until(lambda: owner.execute(waiting).fetchone() == (0,), 3 * PATIENCE)

    def processes(self) -> dict[int, str]:
        """Every living process of this installation, found by its environment or command line."""
        found = {}
        mark = os.fsencode(self.home)
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                command = (folder / "cmdline").read_bytes()
                if command and (mark in command or mark in (folder / "environ").read_bytes()):
                    found[int(folder.name)] = command.replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
        return found

    def stop(self) -> None:
        """End what a test left running, so that its failure does not become the next one's."""
        for process in self.started:
            if process.poll() is None:
                process.terminate()
                process.wait(30)
        for reader in self.readers:
            reader.join(30)  # to the end of what the last of the processes says
        for process in self.started:
            process.stdout.close()
        self.started.clear()
        self.readers.clear()

    def close(self) -> None:
        self.stop()
        shutil.rmtree(self.home, ignore_errors=True)


def keep_migrated(server: Server) -> None:
    """Copy the running server's tables and passwords to `MIGRATED` beside it, from where `bare` takes them."""
    draft = server.home / f"{MIGRATED}.new"
    (draft / "pg").mkdir(parents=True, mode=0o700)
    shutil.copytree(server.home / "secrets", draft / "secrets")
    command = [wheel() / "bin" / "pg_basebackup", "-D", draft / "pg", "-h", server.socket, "-U", ADMIN]
    password = {"PGPASSWORD": server.password(ADMIN)}
    subprocess.run([*command, "--checkpoint=fast", "--no-sync"], env=os.environ | password, check=True)
    account = account_for(server.data)
    for place in (draft / "pg", *(draft / "pg").rglob("*")) if account else ():
        os.chown(place, account.pw_uid, account.pw_gid)
    draft.rename(server.home / MIGRATED)


def prepared(kind: str) -> Path:
    """The folder after a first start, `bare` or with the `demo`: made once a run by whoever needs it first, then copied."""
    kept = Path(os.environ["HENGJIAN_TEST_ROOT"]) / f"installation-{kind}"
    with open(f"{kept}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the other process of the run waits here
        if not kept.exists():
            small = {"HENGJIAN_DEMO_ENTITIES": DEMO_ENTITIES}
            made = Installation("" if kind == "bare" else "bare", **small)
            try:
                if kind == "bare" and (kept.parent / "pg").exists():  # the run has a database, or is just making it
                    assert wait_until((kept.parent / MIGRATED).exists)
                    subprocess.run(["cp", "-a", f"{kept.parent / MIGRATED}/.", made.home], check=True)
                _, said = made.up(*[] if kind == "bare" else ["--demo"])
                (made.home / FIRST_WORDS).write_text(said)
                made.drain()
                made.stop()
                made.home.rename(kept)
            finally:
                made.close()
    return kept


def wait_until(what: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if what():
            return True
        time.sleep(0.1)
    return what()

"""One throwaway database server for the whole run. Tests speak to it as the application's role, never as its owner.

The schema is migrated once, as the owner, into a template. Each process of the run works on a clone of it and rolls
every test back. A test that commits (`fresh_database`, `transactional_db`, `live_server`) gets a clone of its own, as
the append-only tables refuse to be emptied.
"""

import gc
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import django
import hypothesis
import psycopg
import pytest
import pytest_socket
from django.conf import settings
from django.core.cache import caches
from django.db import connection, connections, transaction
from django.test import TransactionTestCase
from django.utils import translation
from psycopg import sql
from xdist.scheduler import LoadFileScheduling

from hengjian.kernel.later import Later
from hengjian.project.postgres import Server, running
from hengjian.project.roles import APPLICATION, DATABASE, OWNER
from tests.installation import CHROMIUM, keep_migrated

PREFIX = "hengjian-test-"
MEMORY, ROOM = Path("/dev/shm"), 3 * 2**30  # a run has 1.3 GB at a time
MIGRATING = 300  # seconds after which it has certainly failed
PREPARING = "tests/journeys/test_campaign.py"
MEANWHILE = ("tests/police/", "tests/access/")
NEEDING_DEMO = {"product", "demonstration", "provider"}
COMMITTING = {"fresh_database", "transactional_db", "live_server"}
testing: Any = Later("hengjian.kernel.testing")  # Django is set up by then
walking: Any = Later("hengjian.kernel.tests.walking")
LOOPBACK = ["127.0.0.1", "::1", "localhost"]


def keep_in_memory() -> None:
    """Nothing of a run is read after it, and on a disk a clone of the database took twenty times as long. TMPDIR goes before."""
    if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ROOM:
        os.environ["TMPDIR"], tempfile.tempdir = str(MEMORY), None


def make_folder() -> Path:
    """A folder that the account running the server for root can enter; pytest's own are closed to it."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        owner = left.name.removeprefix(PREFIX).partition("-")[0]
        if owner.isdigit() and not Path(f"/proc/{owner}").exists() and left.stat().st_uid == os.geteuid():
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    folder.chmod(0o711)
    return folder


class Database:
    """The run's server. Whoever made the folder starts it; processes of pytest-xdist find both in the environment."""

    def __init__(self) -> None:
        self.mine = "HENGJIAN_TEST_ROOT" not in os.environ
        self.root = make_folder() if self.mine else Path(os.environ["HENGJIAN_TEST_ROOT"])
        self.server = Server(self.root)
        self.life = ExitStack()
        self.told = self.root / "migrated"  # says so to the other processes: empty, or what went wrong
        self.numbers = itertools.count()

    def configure(self) -> None:
        """Nothing of the developer's own installation may be reached, let alone changed."""
        for name in ("HENGJIAN_SECRETS", "HENGJIAN_POOL", "HENGJIAN_URL", "HENGJIAN_HOSTS"):
            os.environ.pop(name, None)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hengjian.project.settings")
        os.environ |= {
            "HENGJIAN_TEST_ROOT": str(self.root),
            "HENGJIAN_HOME": str(self.root),
            "HENGJIAN_STATIC": "django.contrib.staticfiles.storage.StaticFilesStorage",
            "HENGJIAN_RATE": "1000000/m",  # one key asks for everything there is
        }
        self.use(DATABASE)

    def use(self, name: str) -> None:
        """Point Django and the programs that tests start at a database of the server."""
        os.environ["DATABASE_URL"] = self.server.url(APPLICATION, name)
        os.environ["HENGJIAN_OWNER_URL"] = self.server.url(OWNER, name)
        if settings.configured:
            connections.close_all()
            # In full: settings loaded before this file was may name the developer's own server.
            own = {"NAME": name, "HOST": str(self.server.socket), "PORT": ""}
            own |= {"USER": APPLICATION, "PASSWORD": self.server.password(APPLICATION)}
            connections.settings["default"].update(own)

    def start(self) -> None:
        """Start the server, if this is the process that made the folder, and begin to migrate the template."""
        if not self.mine or self.server.alive():
            return
        self.life.enter_context(running(self.root, throwaway=True))
        Thread(target=self._migrate, name="migrating", daemon=True).start()

    def _migrate(self) -> None:
        environment = os.environ | {"DATABASE_URL": self.server.owner_url, "HENGJIAN_OWNER_URL": self.server.owner_url}
        command = [sys.executable, "-m", "hengjian.project.migrate"]
        try:
            done = subprocess.run(command, env=environment, capture_output=True, text=True)
            wrong = done.stderr[-3000:] if done.returncode else ""
            if not wrong:
                keep_migrated(self.server)
                with self.administration() as admin:
                    # For `as_owner` only: allowed to switch, but inheriting nothing, so policies hold until a test asks.
                    admin.execute(f"GRANT {OWNER} TO {APPLICATION} WITH INHERIT FALSE, SET TRUE")
        except (OSError, subprocess.CalledProcessError) as error:
            wrong = str(error)
        telling = self.told.with_suffix(".new")
        telling.write_text(wrong)
        telling.rename(self.told)

    def wait(self) -> None:
        """Until the template is there, whichever process makes it."""
        self.start()
        for _ in range(10 * MIGRATING):
            if self.told.exists():
                break
            time.sleep(0.1)
        wrong = self.told.read_text() if self.told.exists() else f"not done after {MIGRATING} seconds"
        if wrong:
            self.life.close()
            pytest.exit(f"The test database could not be migrated:\n{wrong}", returncode=3)

    def administration(self) -> psycopg.Connection:
        return psycopg.connect(self.server.admin_url, autocommit=True)

    def clone(self) -> str:
        name = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{next(self.numbers)}"
        with self.administration() as admin:
            names = sql.Identifier(name), sql.Identifier(DATABASE), sql.Identifier(OWNER)
            admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {} STRATEGY FILE_COPY").format(*names))
        return name

    def drop(self, name: str) -> None:
        with self.administration() as admin:
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def close(self) -> None:
        self.life.close()
        if self.mine:
            shutil.rmtree(self.root, ignore_errors=True)


keep_in_memory()
database = Database()
database.configure()


def pytest_configure(config: pytest.Config) -> None:
    gc.disable()  # until every test is known: what is imported for them stays
    django.setup()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # A machine that runs two halves of the suite may be slow at making examples; that says nothing about the code.
    hypothesis.settings.register_profile(
        "suite",
        max_examples=25 * walking.EXAMPLES,
        deadline=None,
        suppress_health_check=[hypothesis.HealthCheck.too_slow],
    )
    hypothesis.settings.load_profile("suite")
    settings.WHITENOISE_AUTOREFRESH = True  # else every test client would look through all static files at its start


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(config: pytest.Config, specs: list[Any]) -> None:
    """The server must outlive every process of the run, so the one that starts them starts it. They look for their
    tests meanwhile."""
    database.start()


def pytest_unconfigure(config: pytest.Config) -> None:
    database.close()


class Together(LoadFileScheduling):
    """The tests of a file go to one process, and all that need Spark, which takes seconds to start."""

    def _split_scope(self, nodeid: str) -> str:
        return "spark" if "spark" in nodeid else super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    return Together(config, log) if config.getvalue("dist") == "loadfile" else None


def pytest_collection_finish() -> None:
    """What is imported by now stays; the garbage collector need not look at it again and again."""
    gc.freeze()
    gc.enable()


def pytest_sessionfinish() -> None:
    gc.freeze()  # pytest collects garbage five times at its end


@pytest.hookimpl(trylast=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    if not item.get_closest_marker("enable_socket"):
        pytest_socket.socket_allow_hosts(LOOPBACK, allow_unix_socket=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that commit get a database of their own, before anything else of theirs is set up.

    Those that need a browser say so where there is none. Slow ones come first.
    """
    without_browser = pytest.mark.skip(reason="Chromium is not installed (make browser)")
    for item in items:
        if item.get_closest_marker("browser") and not CHROMIUM:
            item.add_marker(without_browser)
        names: list[str] = getattr(item, "fixturenames", [])
        marker = item.get_closest_marker("django_db")
        if COMMITTING & set(names) or (marker and marker.kwargs.get("transaction")):
            if "fresh_database" in names:
                names.remove("fresh_database")
            names.insert(0, "fresh_database")
    items.sort(key=_rank)


def _rank(item: pytest.Item) -> int:
    """The slow ones first: the processes then end at about the same time. The first journey prepares the demonstration for
    all; meanwhile the other process does what needs none, then what is in `MEANWHILE`."""
    if item.get_closest_marker("slow") is None:
        return 2 if item.nodeid.startswith(MEANWHILE) else 4
    if item.nodeid.startswith(PREPARING):
        return 0
    return 3 if NEEDING_DEMO & set(getattr(item, "fixturenames", ())) else 1


@pytest.fixture(autouse=True)
def _as_at_first() -> Iterator[None]:
    """A request or a worker before may have left another language active in this process, and its count of requests."""
    caches["rates"].clear()
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """Replaces pytest-django's: it would create the database as the role under test, which may not."""
    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: None)
    database.wait()
    name = database.clone()
    database.use(name)
    with django_db_blocker.unblock():
        testing.keep_world()
        connections.close_all()
    yield
    with django_db_blocker.unblock():
        database.use(DATABASE)
    database.drop(name)
    patch.undo()


@pytest.fixture
def fresh_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A database of the test's own, cloned from the migrated template and dropped afterwards. Commits are real."""
    before = connections.settings["default"]["NAME"]
    name = database.clone()
    with django_db_blocker.unblock():
        database.use(name)
        yield name
        database.use(before)
    database.drop(name)


@contextmanager
def owner_rights() -> Iterator[Any]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('role')")
        before = cursor.fetchone()[0]
        cursor.execute("SELECT set_config('role', %s, true)", [OWNER])
        yield connection
        cursor.execute("SELECT set_config('role', %s, true)", [before])


@pytest.fixture
def as_owner() -> Callable[[], AbstractContextManager[Any]]:
    """`with as_owner():` the default connection has the owner's rights, in the test's own transaction."""
    return owner_rights


@pytest.fixture
def world() -> Any:
    """The people every test can ask (`hengjian.kernel.testing.World`); a room that needs more says so in its own."""
    return testing.make_world()

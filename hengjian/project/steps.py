"""What has to be in order before anything is served. Each step is skipped when nothing it depends on has changed."""

import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import psycopg

from .home import StartRefused, done, fingerprint, note_done

PACKAGE = Path(__file__).resolve().parents[1]
MIGRATED_WITH = ("django", "django-allauth", "procrastinate")
STATIC_FROM = ("django", "django-htmx", "django-ninja", "whitenoise")


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


@contextmanager
def step(name: str) -> Iterator[list[str]]:
    """One line when the step is done: how long it took, what it was, and what the block found to add."""
    begun = time.monotonic()
    notes: list[str] = []
    yield notes
    say(f"{time.monotonic() - begun:7.2f} s  {name:<13}{'; '.join(notes)}".rstrip())


def run(command: list[str], environment: Mapping[str, str], what: str, *, told: bool = False) -> None:
    """Run a preparation in a process of its own, so that what it may know stays out of ours.

    One that takes long is `told`: what it says is passed on line by line.
    """
    with subprocess.Popen(
        [sys.executable, "-m", *command],
        env=dict(environment) | {"PYTHONUNBUFFERED": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        last: deque[str] = deque(maxlen=12)
        for line in process.stdout or ():
            last.append(line.rstrip())
            if told and line.strip():
                say(f"           · {line.strip()}")
    if process.returncode:
        raise StartRefused("\n".join([f"{what} failed:", *last]), StartRefused.PREPARATION)


def versions(names: tuple[str, ...]) -> list[str]:
    return [f"{name}={version(name)}" for name in names]


def schema_mark(data: Path | None) -> str:
    """What the tables, grants and policies depend on, and which database it was done to."""
    sources = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.sql")]
    which = str((data / "PG_VERSION").stat().st_mtime_ns) if data else ""
    return fingerprint((f for f in sources if "tests" not in f.parts), which, *versions(MIGRATED_WITH))


def migrate(home: Path, environment: Mapping[str, str], data: Path | None) -> str:
    """Migrate as the owner unless this code already did so. A database of the operator's own is always asked."""
    if "HENGJIAN_OWNER_URL" not in environment:
        require_tables(environment["DATABASE_URL"])
        return "left to `hengjian migrate`: HENGJIAN_OWNER_URL is not set"
    mark = schema_mark(data)
    if data and done(home, "migrated", mark):
        return "nothing new"
    run(["hengjian.project.migrate"], environment, "Migrating the database")
    note_done(home, "migrated", mark)
    return "tables, grants and policies brought up to date"


def require_tables(url: str) -> None:
    """Refuse to serve from a database that was never migrated or does not answer."""
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            found = connection.execute("SELECT to_regclass('procrastinate_jobs') IS NOT NULL").fetchone()
    except psycopg.OperationalError as error:
        raise StartRefused(
            f"The database that DATABASE_URL names does not answer: {error}", StartRefused.DATABASE
        ) from error
    if not found or not found[0]:
        raise StartRefused(
            "The database is empty. Run `hengjian migrate` with HENGJIAN_OWNER_URL.", StartRefused.DATABASE
        )


def static_files(home: Path, environment: Mapping[str, str]) -> str:
    """Collect and compress the browser's files into the installation's folder."""
    sources = [f for f in PACKAGE.rglob("static/**/*") if f.is_file()]
    mark = fingerprint(sources, *versions(STATIC_FROM))
    if done(home, "static", mark) and (home / "static").is_dir():
        return "nothing new"
    command = ["hengjian.project.command", "collectstatic", "--noinput", "--clear", "--verbosity=0"]
    run(command, environment, "Collecting static files")
    note_done(home, "static", mark)
    return str(home / "static")


def translations(environment: Mapping[str, str]) -> str:
    """Compile the catalogues that are newer than their compiled form. An installed package brings them compiled."""
    sources = list((PACKAGE / "locale").rglob("*.po"))
    if all(is_newer(source.with_suffix(".mo"), source) for source in sources):
        return "nothing new"
    run(["hengjian.project.command", "messages", "compile"], environment, "Compiling translations")
    return f"{len(sources)} compiled"


def is_newer(target: Path, source: Path) -> bool:
    return target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns


def has_subjects(owner_url: str) -> bool:
    """Is anything on file? Asked as the owner, whom row policies do not limit."""
    with psycopg.connect(owner_url) as connection:
        found = connection.execute("SELECT EXISTS (SELECT 1 FROM kernel_subject)").fetchone()
    return bool(found and found[0])


def demo(environment: Mapping[str, str]) -> str:
    owner_url = environment.get("HENGJIAN_OWNER_URL")
    if not owner_url:
        raise StartRefused("--demo needs HENGJIAN_OWNER_URL beside DATABASE_URL.", StartRefused.PREPARATION)
    if has_subjects(owner_url):
        return "data is there already; left as it is"
    run(["hengjian.project.command", "demo", "load"], environment, "Loading the demonstration data", told=True)
    return "synthetic data loaded"


def demo_signins(home: Path) -> str:
    """The accounts that the demonstration data made, as it wrote them down."""
    try:
        return (home / "demo-signins.txt").read_text(encoding="utf-8").rstrip()
    except FileNotFoundError:
        return ""

"""The `hengjian` command: `up`, `worker` and `migrate`; every other word is a management command of the same name."""

import argparse
import os
import sys
import tempfile
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path

from django.core.management import call_command, get_commands, load_command_class

from . import migrate, steps, up
from .home import StartRefused, home, prepare
from .loading import for_good, set_up
from .postgres import reached

# Bulk loading and benchmarks write as the owner; all else runs under the application's role.
NEED_OWNER = {"demo", "bench", "migrate", "names"}
WITHOUT_DATABASE = {
    "calendar",
    "check",
    "complaints",
    "collectstatic",
    "docs",
    "draw",
    "help",
    "law",
    "risk",
    "makemigrations",
    "messages",
    "openapi",
}
WITHOUT_DATABASE |= {"partners", "procedures"}
# The checks of the framework read every address and with it the API, which takes seconds; `make lint` runs them.
CHECKED = {"check", "makemigrations"}
JOBS_AT_ONCE = 3


def parser() -> argparse.ArgumentParser:
    """The words with options of their own; the rest is handed on untouched."""
    main = argparse.ArgumentParser(
        prog="hengjian",
        description="Hengjian 衡鉴, a market-supervision platform.",
        epilog="Further words: law, calendar, ledger, procedures, indicators, lake, data, risk, complaints, names, partners, demo, bench, "
        "and any management command; "
        "`hengjian WORD --help` explains each.",
    )
    words = main.add_subparsers(dest="word", required=True, metavar="WORD")
    up.add_arguments(words.add_parser("up", help="start everything: database, web, jobs"))
    worker = words.add_parser("worker", help="run the job worker alone")
    worker.add_argument("--concurrency", type=int, default=JOBS_AT_ONCE)
    words.add_parser("migrate", help="bring the database up to date, as its owner")
    story = words.add_parser("scenario", help="perform a story in an installation of its own, and check every proof")
    story.add_argument("story", choices=["closed-loop"])
    story.add_argument("--entities", type=int, default=400, help="businesses of the demo it is told in")
    story.add_argument("--keep", help="use and keep this folder; a demonstration that is in it is gone on with")
    return main


def main() -> int:
    """Run one word; a start that is refused ends in one sentence and its own exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hengjian.project.settings")
    word = sys.argv[1] if len(sys.argv) > 1 else "--help"
    try:
        if word in ("up", "worker", "migrate", "scenario") or word.startswith("-"):
            return own(parser().parse_args([word, *sys.argv[2:]]))
        return managed(word)
    except StartRefused as refused:
        print(refused.sentence, file=sys.stderr)
        return refused.code
    except KeyboardInterrupt:
        return 130


def own(options: argparse.Namespace) -> int:
    if options.word == "up":
        return up.up(options)
    if options.word == "scenario":
        return told(options)
    with ExitStack() as stack:
        find_database(stack, options.word)
        if options.word == "migrate":
            migrate.run(verbosity=1)
            return 0
        # A connection for each job at a time, kept: making one costs as much as many a job.
        os.environ["HENGJIAN_POOL"] = str(options.concurrency)
        set_up()
        call_command("procrastinate", "worker", concurrency=options.concurrency, shutdown_graceful_timeout=6.0)
    return 0


def told(options: argparse.Namespace) -> int:
    """A story in a fresh demonstration of its own; 0 only if everything it says holds."""
    with ExitStack() as stack:
        folder = options.keep or stack.enter_context(tempfile.TemporaryDirectory(prefix="hengjian-scenario-"))
        Path(folder).mkdir(parents=True, exist_ok=True)
        Path(folder).chmod(0o711)
        os.environ |= {"HENGJIAN_HOME": folder, "HENGJIAN_DEMO_ENTITIES": str(options.entities)}
        os.environ.pop("DATABASE_URL", None)
        server, _started = stack.enter_context(reached(prepare(home())))
        environment = os.environ | {"DATABASE_URL": server.app_url, "HENGJIAN_OWNER_URL": server.owner_url}
        print(steps.migrate(home(), environment, server.data), flush=True)
        print(steps.demo(environment), flush=True)
        os.environ["DATABASE_URL"] = server.app_url
        set_up()
        closed_loop = import_module("hengjian.project.scenario.closed_loop")  # its rooms need the settings
        return 0 if closed_loop.tell(lambda line: print(line, flush=True)) else 1


def managed(word: str) -> int:
    """Hand over to Django's management command of that name, with the database at hand if it needs one."""
    with ExitStack() as stack:
        if word in WITHOUT_DATABASE or "--help" in sys.argv or "-h" in sys.argv:
            os.environ.setdefault("DATABASE_URL", "postgresql:///hengjian")
        else:
            if word == "bench" and "DATABASE_URL" not in os.environ:
                os.environ["HENGJIAN_HOME"] = str(
                    prepare(home()) / "bench"
                )  # a million made-up rows belong nowhere else
            find_database(stack, word)
        set_up()
        if word not in get_commands():
            print(f"There is no `hengjian {word}`. `hengjian --help` lists what there is.", file=sys.stderr)
            return 2
        command = load_command_class(get_commands()[word], word)
        if word in CHECKED:
            stack.enter_context(for_good())  # every address and every migration, and then it ends
        else:
            command.requires_system_checks = []
        command.run_from_argv(["hengjian", *sys.argv[1:]])
    return 0


def find_database(stack: ExitStack, word: str) -> None:
    """Set DATABASE_URL, and the owner's address only for those that need it; start a server if none runs."""
    if "DATABASE_URL" not in os.environ:
        server, started = stack.enter_context(reached(home()))
        environment = os.environ | {"DATABASE_URL": server.app_url, "HENGJIAN_OWNER_URL": server.owner_url}
        if started and word != "migrate":
            steps.migrate(home(), environment, server.data)
        os.environ["DATABASE_URL"] = server.app_url
        os.environ["HENGJIAN_OWNER_URL"] = server.owner_url
    if word not in NEED_OWNER:
        os.environ.pop("HENGJIAN_OWNER_URL", None)
    elif word == "migrate":
        if "HENGJIAN_OWNER_URL" not in os.environ:
            raise StartRefused("Set HENGJIAN_OWNER_URL to the database owner's address.", StartRefused.PREPARATION)
        os.environ["DATABASE_URL"] = os.environ["HENGJIAN_OWNER_URL"]


if __name__ == "__main__":
    sys.exit(main())

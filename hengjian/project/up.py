"""`hengjian up`: from an empty folder to a served address, one line per step, and down again without remains."""

import argparse
import errno
import http.client
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from . import steps
from .home import StartRefused, held, home, prepare
from .postgres import Server
from .steps import say, step
from .supervisor import Child, Supervisor, describe

ANYWHERE = ("0.0.0.0", "::", "")
READY_SECONDS = 60
LARGEST_WEB = 4


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--demo", action="store_true", help="load synthetic demonstration data if nothing is on file")
    parser.add_argument("--port", type=int, default=8000, help="port to serve on (8000)")
    parser.add_argument("--host", default="127.0.0.1", help="address to serve on (127.0.0.1)")


def check_port(host: str, port: int) -> None:
    """Refuse a port in use. The web server would share it silently, as it binds with SO_REUSEPORT."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # Connections of the last run that are still closing do not count as use.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            why = {errno.EADDRINUSE: "is used by another program", errno.EACCES: "needs privileges"}
            reason = why.get(getattr(error, "errno", 0) or 0, f"cannot be used ({error})")
            raise StartRefused(
                f"Port {port} on {host or 'any address'} {reason}. Choose another with --port.", StartRefused.PORT
            ) from error


def interrupted(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


@contextmanager
def database(folder: Path) -> Iterator[tuple[Server | None, dict[str, str]]]:
    """The server of this installation, if it has its own, and the environment in which commands reach the database."""
    environment = dict(os.environ)
    if "DATABASE_URL" in environment:
        with step("Database") as notes:
            notes.append("the one that DATABASE_URL names")
        yield None, environment
        return
    server = Server(folder)
    with step("Database") as notes:
        server.start()
        notes.append(f"PostgreSQL 18 in {server.data}")
    try:
        yield server, environment | {"DATABASE_URL": server.app_url, "HENGJIAN_OWNER_URL": server.owner_url}
    finally:
        server.stop()


def programs(options: argparse.Namespace, environment: dict[str, str]) -> list[Child]:
    """What is served: the web server and the job worker. Neither learns the password of the database's owner."""
    plain = {name: value for name, value in environment.items() if name != "HENGJIAN_OWNER_URL"}
    web_workers = int(plain.get("HENGJIAN_WEB_WORKERS") or min(LARGEST_WEB, os.cpu_count() or 1))
    web = [sys.executable, "-m", "granian", "--interface", "asginl", "hengjian.project.asgi:application"]
    web += ["--host", options.host, "--port", str(options.port), "--workers", str(web_workers)]
    web += ["--workers-kill-timeout", "5", "--respawn-failed-workers", "--log-level", "warning"]
    worker = [sys.executable, "-m", "hengjian.project.command", "worker"]
    partners = partners_played(options, plain)
    return [
        # Workers times pool, with the job worker and a few commands, stay below max_connections (100).
        Child("The web server", web, {"HENGJIAN_POOL": "12"} | plain),
        # Orphaned, a worker would wait for a database that is going too; jobs run at least once, so it may just end.
        Child("The job worker", worker, plain),
        *partners,
    ]


def partners_played(options: argparse.Namespace, environment: dict[str, str]) -> list[Child]:
    """For a demonstration without real partners: one program that plays them all, and its address for the others."""
    if not options.demo or environment.get("HENGJIAN_EXCHANGE"):
        return []
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment["HENGJIAN_EXCHANGE"] = f"http://127.0.0.1:{port}"
    command = [
        sys.executable,
        "-m",
        "hengjian.project.command",
        "partners",
        "serve",
        "--port",
        str(port),
        "--verbosity",
        "0",
    ]
    return [Child("The partners' mock", command, dict(environment))]


def wait_until_ready(host: str, port: int, web: Child) -> None:
    """Ask /healthz until it answers 200."""
    deadline = time.monotonic() + READY_SECONDS
    last = "no answer"
    while time.monotonic() < deadline:
        if not web.alive():
            code = web.process.returncode if web.process else 0
            raise StartRefused(f"The web server ended while starting ({describe(code)}).", StartRefused.WEB)
        connection = http.client.HTTPConnection(host, port, timeout=5)
        try:
            connection.request("GET", "/healthz", headers={"Host": "localhost"})
            answer = connection.getresponse()
            if answer.status == 200:
                return
            last = f"status {answer.status}"
        except OSError as error:
            last = str(error)
        finally:
            connection.close()
        time.sleep(0.05)
    raise StartRefused(f"The web server did not become ready: /healthz gave {last}.", StartRefused.WEB)


def up(options: argparse.Namespace) -> int:
    """Start everything, say where it is, and watch over it until told to stop."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupted)
    begun = time.monotonic()
    local = "127.0.0.1" if options.host in ANYWHERE else options.host
    os.environ.setdefault("HENGJIAN_URL", f"http://{local}:{options.port}")
    names = ["127.0.0.1", "localhost", "[::1]", local, socket.gethostname()]
    os.environ.setdefault("HENGJIAN_HOSTS", ",".join(dict.fromkeys(names)))
    folder = home()
    with step("Folder") as notes:
        prepare(folder)
        notes.append(str(folder))
    with held(folder):
        with step("Port") as notes:
            check_port(options.host, options.port)
            notes.append(f"{options.port} is free")
        with database(folder) as (server, environment):
            prepare_all(options, folder, environment, server)
            serve(options, folder, environment, server, begun)
    return 0


def prepare_all(options: argparse.Namespace, folder: Path, environment: dict[str, str], server: Server | None) -> None:
    with step("Translations") as notes:
        notes.append(steps.translations(environment))
    with step("Migrations") as notes:
        notes.append(steps.migrate(folder, environment, server.data if server else None))
    with step("Static files") as notes:
        notes.append(steps.static_files(folder, environment))
    if options.demo:
        with step("Demo") as notes:
            notes.append(steps.demo(environment))


def serve(
    options: argparse.Namespace, folder: Path, environment: dict[str, str], server: Server | None, begun: float
) -> None:
    local = "127.0.0.1" if options.host in ANYWHERE else options.host
    supervisor = Supervisor(programs(options, environment), say)

    def tend() -> int | None:
        """Start the database again if it died; its folder recovers by itself."""
        if server is None:
            return None
        if not server.alive():
            say("The database ended; starting it again")
            server.start()
        return server.process.pid if server.process else None

    try:
        with step("Web") as notes:
            supervisor.start(supervisor.children[0])
            wait_until_ready(local, options.port, supervisor.children[0])
            notes.append("answers")
        say(f"\nHengjian is ready after {time.monotonic() - begun:.1f} s: {environment['HENGJIAN_URL']}  衡鉴已就绪")
        if options.demo or steps.demo_signins(folder):
            say(f"\n{steps.demo_signins(folder)}\n" if steps.demo_signins(folder) else "")
        say("Stop with Ctrl-C.")
        supervisor.run(tend)
    except KeyboardInterrupt:
        pass
    finally:
        ending = time.monotonic()
        supervisor.stop()
        if server:
            server.stop()
        supervisor.sweep(set())
        say(f"Stopped in {time.monotonic() - ending:.1f} s.")

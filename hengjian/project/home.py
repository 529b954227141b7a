"""The folder that holds all state of one installation: secrets, database, files, and who is using it now."""

import fcntl
import hashlib
import os
import secrets
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


class StartRefused(Exception):
    """Something outside the program stands in the way: one sentence for the person, one code for the script."""

    PORT, BUSY, DATABASE, PREPARATION, WEB, FOLDER = 3, 4, 5, 6, 7, 8

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code


def home() -> Path:
    """`HENGJIAN_HOME`, else /var/lib/hengjian for root and ~/.local/share/hengjian for anybody else."""
    chosen = os.environ.get("HENGJIAN_HOME")
    if chosen:
        return Path(chosen).expanduser().absolute()
    if os.geteuid() == 0:
        return Path("/var/lib/hengjian")
    return Path.home() / ".local" / "share" / "hengjian"


def prepare(folder: Path) -> Path:
    """Create the folder if it is missing. One that exists keeps the permissions its owner gave it."""
    try:
        # The account that runs the database for root has to pass through; it cannot list or write.
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700)
        if os.geteuid() == 0:
            folder.chmod(0o711)
    except FileExistsError:
        if not folder.is_dir():
            raise StartRefused(f"{folder} is not a folder.", StartRefused.FOLDER) from None
    except OSError as error:
        raise StartRefused(f"{folder} cannot be created: {error.strerror}.", StartRefused.FOLDER) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise StartRefused(f"{folder} cannot be written by this account.", StartRefused.FOLDER)
    return folder


def secret(name: str, nbytes: int = 32, folder: Path | None = None) -> str:
    """A random secret in hexadecimal, created at its first use with mode 0600."""
    place = folder or Path(os.environ.get("HENGJIAN_SECRETS") or home() / "secrets")
    path = place / name
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        if folder is None and "HENGJIAN_SECRETS" not in os.environ:
            prepare(home())
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = place / f".{name}.{os.getpid()}"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_hex(nbytes) + "\n")
        file.flush()
        os.fsync(descriptor)
    try:
        # A link fails where a rename would overwrite: of two processes at once, both read the first one's secret.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text().strip()


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the folder for this process; the kernel lets go of it however the process ends."""
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(descriptor, 200, 0).decode().strip() or "another process"
            raise StartRefused(
                f"{folder} is in use by {holder}. Stop it first, or set HENGJIAN_HOME to another folder.",
                StartRefused.BUSY,
            ) from None
        os.ftruncate(descriptor, 0)
        command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:2]])
        os.pwrite(descriptor, f"process {os.getpid()} ({command})\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def fingerprint(files: Iterable[Path], *also: str) -> str:
    """What a step depends on, as one hash of the contents of files and of what else is named."""
    total = hashlib.sha256("\0".join(also).encode())
    for file in sorted(files):
        total.update(f"\0{file}\0".encode())
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def done(folder: Path, step: str, mark: str) -> bool:
    """Was this step finished for exactly this fingerprint?"""
    try:
        return (folder / "steps" / step).read_text() == mark
    except FileNotFoundError:
        return False


def note_done(folder: Path, step: str, mark: str) -> None:
    (folder / "steps").mkdir(mode=0o700, exist_ok=True)
    draft = folder / "steps" / f".{step}"
    draft.write_text(mark)
    draft.replace(folder / "steps" / step)

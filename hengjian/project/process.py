"""What Linux offers to keep one tree of processes together: nobody outlives the parent, no orphan is left unreaped."""

import ctypes
import os
import signal
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36

# Loaded at import: nothing may be loaded between fork and exec.
_libc = ctypes.CDLL(None, use_errno=True)


def die_with_parent(number: int = signal.SIGTERM) -> None:
    """Send this process the signal when the thread that created it ends, however it ends."""
    _libc.prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)


def bound_to_me(number: int) -> Callable[[], None]:
    """A `preexec_fn` that ties a child to this process. Call Popen from the main thread: the tie is to the thread."""
    parent = os.getpid()

    def tie() -> None:
        die_with_parent(number)
        if os.getppid() != parent:  # the parent died before the tie was made
            os._exit(1)

    return tie


def adopt_orphans() -> None:
    """Become the parent of every descendant whose own parent ends, so that none is left behind as a zombie."""
    _libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def reap_orphans(known: set[int]) -> None:
    """Collect ended children that no Popen object waits for."""
    while True:
        try:
            ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            return
        if ended is None or ended.si_pid in known:
            return
        os.waitpid(ended.si_pid, os.WNOHANG)


def children() -> list[int]:
    """The direct children of this process."""
    try:
        with open(f"/proc/self/task/{os.getpid()}/children") as file:
            return [int(pid) for pid in file.read().split()]
    except OSError:
        return []

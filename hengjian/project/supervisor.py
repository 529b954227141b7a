"""One parent for everything that runs: it restarts what dies, and nothing outlives it."""

import os
import select
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

from .process import adopt_orphans, bound_to_me, children, reap_orphans

LONGEST_PAUSE = 30.0
STEADY_SECONDS = 60.0
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass
class Child:
    """A program to keep running."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    # What it gets when the supervisor is killed outright; SIGTERM would leave a program that is just starting.
    orphaned: int = signal.SIGKILL
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    started: float = field(default=0.0, init=False)
    pause: float = field(default=0.5, init=False)
    due: float = field(default=0.0, init=False)

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            # Ctrl-C reaches the supervisor only, which then stops its children in order.
            start_new_session=True,
            preexec_fn=bound_to_me(self.orphaned),
        )

    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def note_death(self, now: float) -> float:
        """When to try again: at once after a long life, later and later after short ones."""
        self.process = None
        self.pause = 0.5 if now - self.started > STEADY_SECONDS else min(self.pause * 2, LONGEST_PAUSE)
        self.due = now + self.pause
        return self.pause


class Supervisor:
    """Runs children until it is told to stop. `tend` is called at every turn for what is not a plain child."""

    def __init__(self, children: Sequence[Child], say: Callable[[str], None]) -> None:
        self.children = children
        self.say = say
        self.stopping = False

    def start(self, first: Child) -> None:
        """Start the one that people wait for; the others follow when `run` begins, and do not slow it down."""
        adopt_orphans()
        first.start()

    def run(self, tend: Callable[[], int | None]) -> None:
        """Watch until SIGINT, SIGTERM or SIGHUP. `tend` returns the process id of a child that it waits for itself."""
        reader, writer = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        for number in (*STOPPING, signal.SIGCHLD):
            signal.signal(number, self._note)
        signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
        try:
            while not self.stopping:
                tended = tend()
                self._turn({tended} if tended else set())
                if select.select([reader], [], [], 0.5)[0]:
                    os.read(reader, 512)
        finally:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.close(reader)
            os.close(writer)

    def _note(self, number: int, frame: FrameType | None) -> None:
        self.stopping = self.stopping or number in STOPPING

    def _turn(self, tended: set[int]) -> None:
        now = time.monotonic()
        for child in self.children:
            if child.process is not None and not child.alive():
                code = child.process.returncode
                pause = child.note_death(now)
                self.say(f"{child.name} ended ({describe(code)}); starting it again in {pause:.0f} s")
            elif child.process is None and now >= child.due:
                child.start()
        reap_orphans(tended | {child.process.pid for child in self.children if child.process})

    def stop(self, patience: float = 8.0) -> None:
        """Ask all at once, insist after a while, and leave no descendant behind."""
        living = [child.process for child in self.children if child.process and child.process.poll() is None]
        for process in living:
            process.terminate()
        deadline = time.monotonic() + patience
        for process in living:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def sweep(self, keep: set[int]) -> None:
        """End what the children left behind; the kernel made them ours when their parents went."""
        for pid in children():
            if pid not in keep:
                try:
                    os.kill(pid, signal.SIGKILL)
                    os.waitpid(pid, 0)
                except (ProcessLookupError, ChildProcessError):
                    continue


def describe(code: int) -> str:
    """How a process ended, in words."""
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"

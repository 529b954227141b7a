"""Being a witness of another log: see that it only grew since last time, then put our name to it."""

import base64
import json
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .merkle import HASHES, Broken, verify_consistency
from .note import Checkpoint, Signer, Verifier, cosign, split_note, verify

Fetch = Callable[[str, bytes | None], bytes]
LIMIT = 1_000_000


def over_http(url: str, body: bytes | None = None) -> bytes:
    """GET, or POST with a body. Only http and https: an address like file:// would read this machine."""
    if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
        raise Broken(f"{url} is not an http address")
    request = urllib.request.Request(url, data=body, headers={"Content-Type": "text/plain; charset=utf-8"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return bytes(answer.read(LIMIT))


@dataclass(frozen=True)
class Witness:
    """Follows one log; what it last cosigned is kept in a file."""

    url: str
    key: Verifier
    signer: Signer
    state: Path
    log: str = "sha256"
    fetch: Fetch = over_http

    def once(self) -> Checkpoint:
        """Fetch, check and cosign the newest checkpoint; refuses, and signs nothing, if the log did not only grow."""
        note = self.fetch(f"{self._base}/checkpoint", None).decode()
        fresh, seen = verify(note, self.key), self.seen()
        if seen:
            self._continues(seen, fresh)
        body, lines = split_note(note)
        # The state is on disk before the signature leaves: a crash in between must not let a fork through later.
        self._remember(body)
        line = cosign(body, self.signer, int(time.time()))
        mine = "\n".join([body, *lines, line])
        self.fetch(f"{self._base}/cosign", mine.encode())
        return fresh

    def seen(self) -> Checkpoint | None:
        return Checkpoint.parse(self.state.read_text()) if self.state.exists() else None

    @property
    def _base(self) -> str:
        return self.url.rstrip("/")

    def _continues(self, seen: Checkpoint, fresh: Checkpoint) -> None:
        if fresh.size < seen.size:
            raise Broken(f"{fresh.origin} shrank from {seen.size} to {fresh.size} leaves")
        hashes: list[bytes] = []
        if 0 < seen.size < fresh.size:
            answer = json.loads(self.fetch(f"{self._base}/consistency/{seen.size}/{fresh.size}", None))
            hashes = [base64.b64decode(text, validate=True) for text in answer["hashes"]]
        verify_consistency(seen.size, fresh.size, hashes, seen.root, fresh.root, HASHES[self.log])

    def _remember(self, body: str) -> None:
        self.state.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self.state.with_suffix(".new")
        draft.write_text(body)
        draft.replace(self.state)

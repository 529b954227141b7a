"""All partners in one small server, for trying and for tests: it takes, delays, refuses and calls back, signed.

It refuses what a real partner would: a seal maker that is not on file, a bank branch that is closed. With `faults` it
first answers with the given statuses, so that retries can be watched.
"""

import hashlib
import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from .client import LARGEST, TIMEOUT
from .signing import HEADER, genuine, sign

# partner → (field that is looked at, words that make it refuse, what it says)
REFUSALS = {
    "police": ("seal_maker", ("未备案",), "该印章制作单位未在公安机关备案，请另选"),
    "bank": ("branch", ("已撤销",), "该网点已撤销，请另选网点"),
    "tax": ("taxpayer", ("非正常",), "法定代表人名下有非正常户，请先解除"),
}
RESULTS = {
    "police": ("seal_number", "4116"),
    "tax": ("tax_file", "T"),
    "insurance": ("unit_number", "S"),
    "fund": ("unit_number", "G"),
    "bank": ("account", "6228"),
}


REPORTS = "report-"  # recipients of reports: province, nation, a department
SENT_BACK = "样退回"  # a value with this word is an error to them


class Mock:
    """The server on its port (0: any free one) in threads of its own; a context manager."""

    def __init__(
        self, secret: bytes, port: int = 0, delay: float = 0.0, faults: Mapping[str, Sequence[int]] | None = None
    ) -> None:
        self.secret, self.delay = secret, delay
        self.faults = {partner: list(statuses) for partner, statuses in (faults or {}).items()}
        self.taken: dict[str, dict[str, Any]] = {}
        self.tries = 0
        self.lock = threading.Lock()
        self.server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self.server.daemon_threads = True

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self) -> "Mock":
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *unused: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def serve(self) -> None:
        """Serve until the process ends."""
        self.server.serve_forever()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        mock = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), LARGEST))
                status, said = mock.answer(self.path, dict(self.headers.items()), body)
                content = json.dumps(said, ensure_ascii=False).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

        return Handler

    def answer(self, path: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, Any]]:
        """Status and JSON for one message; a repeated key is given the first answer."""
        given = {name.lower(): value for name, value in headers.items()}
        if not genuine(given.get(HEADER.lower(), ""), body, int(time.time()), self.secret):
            return 401, {"error": "the signature does not fit"}
        partner = path.strip("/").partition("/")[0]
        key = given.get("idempotency-key", "")
        with self.lock:
            self.tries += 1
            if self.faults.get(partner):
                return self.faults[partner].pop(0), {"error": "out of order"}
            if key in self.taken:
                return 200, self.taken[key]
            said = self.decide(partner, key, json.loads(body))
            self.taken[key] = said
        return 202, said

    def decide(self, partner: str, key: str, payload: dict[str, Any]) -> dict[str, Any]:
        """Take it now; what comes of it follows by callback, or at once where nobody said where to call."""
        reference = f"{partner}-{hashlib.sha256(key.encode()).hexdigest()[:12]}"
        result = outcome_of(partner, reference, payload)
        callback = str(payload.get("callback", ""))
        if not callback:
            return result
        threading.Timer(self.delay, self.call_back, (callback, key, result)).start()
        return {"reference": reference, "outcome": "accepted", "message": ""}

    def call_back(self, address: str, key: str, result: dict[str, Any]) -> None:
        """Tell the result, three times at most."""
        body = json.dumps({"key": key, **result}, ensure_ascii=False).encode()
        for pause in (0, 1, 3):
            time.sleep(pause)
            headers = {"Content-Type": "application/json", HEADER: sign(body, int(time.time()), self.secret)}
            try:
                with urllib.request.urlopen(urllib.request.Request(address, body, headers), timeout=TIMEOUT):
                    return
            except (urllib.error.URLError, OSError):
                continue


def outcome_of(partner: str, reference: str, payload: dict[str, Any]) -> dict[str, Any]:
    """What this partner makes of the payload."""
    if partner.startswith(REPORTS):
        return report_outcome(reference, payload)
    field, words, message = REFUSALS.get(partner, ("", (), ""))
    said = str(payload.get(field, ""))
    if any(word in said for word in words):
        return {"reference": reference, "outcome": "refused", "message": message, "data": {}}
    name, prefix = RESULTS.get(partner, ("receipt", "R"))
    digits = f"{int(hashlib.sha256(reference.encode()).hexdigest()[:12], 16):015d}"[-12:]
    return {"reference": reference, "outcome": "done", "message": "", "data": {name: prefix + digits}}


def report_outcome(reference: str, payload: dict[str, Any]) -> dict[str, Any]:
    """A recipient of reports takes all rows or none: each is checked against the schema that came with it."""
    errors = [
        {"row": str(row.get("key", "")), "element": one["element"], "why": "与标准不符"}
        for row in payload.get("rows", [])
        for one in payload.get("schema", [])
        if one["element"] not in row or SENT_BACK in str(row[one["element"]])
    ]
    if errors:
        return {"reference": reference, "outcome": "refused", "message": "数据有误", "data": {"errors": errors[:200]}}
    return {"reference": reference, "outcome": "done", "message": "", "data": {"rows": len(payload.get("rows", []))}}

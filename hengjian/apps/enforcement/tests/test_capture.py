"""Capturing a page: the WARC file holds what was fetched, and nothing inside a network can be reached."""

import hashlib
import io
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from hengjian.apps.enforcement import capture, tasks
from hengjian.apps.enforcement.rules import addresses
from hengjian.kernel import files
from hengjian.kernel.finding import Finding
from hengjian.kernel.models import Evidence
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Incomplete

from .around import Around

PAGE = "<html><body><h1>全网最低价</h1></body></html>".encode()
NAME = "page.example"


class Site(BaseHTTPRequestHandler):
    """A small site: a page, a way to it, a way round in circles, and too much."""

    def do_GET(self) -> None:
        ways = {"/old": "/page", "/inside": "http://inner.example/", "/circle": "/circle"}
        if self.path in ways:
            self.send_response(302)
            self.send_header("Location", ways[self.path])
            self.end_headers()
            return
        body = b"x" * 3_000_000 if self.path == "/large" else PAGE
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The site under a name that stands for a public address; what is connected to is this machine."""
    server = HTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def resolve(name: str, port: int) -> list[str]:
        return {"inner.example": ["10.0.0.7"], NAME: ["93.184.216.34"]}.get(name, [])

    def dial(address: str, port: int, timeout: float) -> socket.socket:
        assert address == "93.184.216.34", "only the vetted address is connected to"
        return socket.create_connection(("127.0.0.1", server.server_port), timeout=timeout)

    monkeypatch.setattr(capture, "resolve", resolve)
    monkeypatch.setattr(capture, "dial", dial)
    yield
    server.shutdown()


def fetched(path: str) -> capture.Page:
    return capture.fetch(f"http://{NAME}{path}", seconds=10, most=1_000_000)


def records(warc: bytes) -> list[tuple[str, str, bytes]]:
    found = ArchiveIterator(io.BytesIO(warc))
    return [(r.rec_type, r.rec_headers.get_header("WARC-Target-URI") or "", r.content_stream().read()) for r in found]


def test_the_warc_holds_request_answer_and_the_very_bytes(site: None) -> None:
    page = fetched("/page?a=1")
    kinds = [kind for kind, _url, _body in records(page.warc)]
    assert kinds == ["warcinfo", "response", "request"]
    [body] = [body for kind, _url, body in records(page.warc) if kind == "response"]
    assert body == PAGE
    assert page.sha256 == hashlib.sha256(PAGE).hexdigest()
    assert page.addresses == ("93.184.216.34",)


def test_every_step_of_a_redirect_is_kept(site: None) -> None:
    page = fetched("/old")
    assert [step.status for step in page.steps] == [302, 200]
    assert [url for kind, url, _body in records(page.warc) if kind == "response"] == [
        f"http://{NAME}/old",
        f"http://{NAME}/page",
    ]


@pytest.mark.parametrize("path", ["/inside", "/circle", "/large"])
def test_a_redirect_inside_a_circle_or_too_much_is_refused(site: None, path: str) -> None:
    with pytest.raises(capture.NotCaptured):
        fetched(path)


@pytest.mark.parametrize("url", ["http://inner.example/", "http://nowhere.example/", "file:///etc/passwd"])
def test_what_may_not_be_reached_is_not_asked(site: None, url: str) -> None:
    with pytest.raises(capture.NotCaptured):
        capture.fetch(url, seconds=5, most=1000)


def test_the_vetting_can_fail(site: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it the connection to the inner address would be tried."""
    monkeypatch.setattr(addresses, "reachable", lambda numbers: Finding())
    with pytest.raises(AssertionError, match="vetted"):
        capture.fetch("http://inner.example/", seconds=5, most=1000)


def test_without_a_browser_that_is_said(site: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capture.shutil, "which", lambda name: None)
    image, why = capture.picture(fetched("/page"), 5)
    assert image == b""
    assert why


@pytest.mark.django_db
def test_the_worker_keeps_the_file_as_evidence_with_its_hash(site: None, monkeypatch: pytest.MonkeyPatch) -> None:
    around = Around()
    row = around.by(
        "officer", "web_capture.order_capture", url=f"http://{NAME}/page", why="绝对化用语", about=around.number
    )
    assert row.state == "ordered"
    monkeypatch.setattr(capture.shutil, "which", lambda name: None)
    tasks.capture(proceeding_id=row.pk, url=row.url)
    row = around.again(row)
    assert (row.state, row.status, row.sha256) == ("captured", 200, hashlib.sha256(PAGE).hexdigest())
    with acting_as(CLOCKWORK):
        kept = Evidence.objects.get(proceeding_id=row.pk)
        assert hashlib.sha256(files.read(kept.file_id)).hexdigest() == row.warc


@pytest.mark.django_db
def test_what_cannot_be_captured_is_said_in_words(site: None) -> None:
    around = Around()
    row = around.by("officer", "web_capture.order_capture", url="http://inner.example/", why="内部页面")
    tasks.capture(proceeding_id=row.pk, url=row.url)
    row = around.again(row)
    assert row.state == "failed"
    assert row.fault
    with pytest.raises(Incomplete):
        around.by("officer", "web_capture.order_capture", url="http://127.0.0.1:5432/x", why="端口")

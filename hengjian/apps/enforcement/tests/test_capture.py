"""Capturing a page: the WARC file holds what was fetched, and nothing inside a network can be reached."""

import hashlib
import io
import os
import socket
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from hengjian.apps.enforcement import capture, tasks
from hengjian.apps.enforcement.models import CaseEvidence
from hengjian.apps.enforcement.rules import addresses
from hengjian.kernel import files
from hengjian.kernel.finding import Finding
from hengjian.kernel.models import Evidence
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Incomplete

from .around import Around
from .stage import make_stage
from .test_challenges import queued

PAGE = "<html><body><h1>全网最低价</h1></body></html>".encode()
NAME = "page.example"
SHOP = b"""<html><head><link rel="stylesheet" href="look.css"><script src="/run.js"></script></head><body>
<img src="gone.png"><img src="http://inner.example/x.png"><img src="http://other.example/y.png"><h1>A</h1></body></html>"""
FILES = {"/shop/": SHOP, "/shop/look.css": b"body { background: #f00 }"}


class Site(BaseHTTPRequestHandler):
    """A small site: a page, a way to it, a way round in circles, and too much."""

    def do_GET(self) -> None:
        ways = {"/old": "/page", "/inside": "http://inner.example/", "/circle": "/circle"}
        if self.path in ways:
            self.send_response(302)
            self.send_header("Location", ways[self.path])
            self.end_headers()
            return
        body = b"x" * 3_000_000 if self.path == "/large" else FILES.get(self.path, PAGE)
        self.send_response(404 if self.path == "/shop/gone.png" else 200)
        self.send_header("Content-Type", "text/css" if self.path.endswith(".css") else "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The site under a name that stands for a public address; what is connected to is this machine."""
    server = HTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()

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


def test_what_the_page_needs_to_look_as_it_does_is_kept_from_its_own_host_only(site: None) -> None:
    page = fetched("/shop/")
    assert [step.url for step in page.beside] == [f"http://{NAME}/shop/look.css"]
    kept = [url for kind, url, _body in records(page.warc) if kind == "response"]
    assert kept == [f"http://{NAME}/shop/", f"http://{NAME}/shop/look.css"]
    assert page.body == SHOP


@pytest.mark.browser
def test_the_picture_shows_the_styles_that_were_kept(site: None) -> None:
    page = fetched("/shop/")
    image, why = capture.picture(page, 60)
    bare, _why = capture.picture(replace(page, beside=()), 60)
    assert image, why
    assert image != bare


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


def test_a_host_that_the_administrator_has_named_is_captured_although_it_lies_inside(
    site: None, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """The portal of the authority itself: by host and port, and nothing beside it."""
    settings.HENGJIAN_CAPTURE_INSIDE = ["inner.example:80"]
    reached: list[str] = []
    monkeypatch.setattr(capture, "dial", lambda address, port, timeout: reached.append(address) or _nobody())
    with pytest.raises(capture.NotCaptured):
        capture.fetch("http://inner.example/page", seconds=5, most=1_000_000)
    assert reached == ["10.0.0.7"]
    for other in ("http://inner.example:8080/", "http://inner.example:443/"):
        with pytest.raises(capture.NotCaptured):
            capture.fetch(other, seconds=5, most=1000)
    assert reached == ["10.0.0.7"]


def _nobody() -> socket.socket:
    raise ConnectionRefusedError


def test_the_browser_gets_nothing_of_the_surroundings_of_the_product(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    given = capture._without_rights(str(tmp_path))
    assert set(given["env"]) == {"HOME", "PATH", "LANG"}
    assert os.geteuid() != 0 or given["user"] == capture.NOBODY


@pytest.mark.browser
def test_a_page_is_drawn_also_when_the_product_runs_as_root(site: None) -> None:
    image, why = capture.picture(fetched("/page"), 60)
    assert image.startswith(b"\x89PNG"), why


def test_a_server_that_cannot_shut_the_browser_in_is_said(site: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*args: Any, **more: Any) -> None:
        raise subprocess.CalledProcessError(1, "chromium", stderr=b"FATAL: No usable sandbox!")

    monkeypatch.setattr(capture.shutil, "which", lambda name: "/usr/bin/chromium")
    monkeypatch.setattr(capture.subprocess, "run", fails)
    image, why = capture.picture(fetched("/page"), 5)
    assert (image, "user namespaces" in why or "命名空间" in why) == (b"", True)


@pytest.mark.django_db
def test_a_page_captured_for_a_case_stands_among_its_evidence(site: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """电子数据: numbered with the rest, with the hash of what was kept."""
    stage = make_stage().investigated()
    officer = stage.world.officer
    given = {"url": f"http://{NAME}/page", "why": "宣传用语", "about": stage.row().number}
    with acting_as(officer):
        row = perform("enforcement.web_capture.order_capture", None, given, officer).proceeding
    monkeypatch.setattr(capture.shutil, "which", lambda name: None)
    tasks.capture(proceeding_id=row.pk, url=row.url)
    assert "enforcement.case.take_capture" in queued()
    with acting_as(CLOCKWORK):
        row = type(row).objects.get(pk=row.pk)
    into = {"number": row.number, "url": row.url, "why": row.why, "sha256": row.warc}
    stage.do(CLOCKWORK, "take_capture", **into)
    with acting_as(CLOCKWORK):
        piece = CaseEvidence.objects.filter(proceeding_id=stage.pk).order_by("position").last()
    assert piece is not None
    assert (piece.position, piece.kind, piece.sha256) == (4, "electronic", row.warc)


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

"""Fetching a public page as evidence: vetted addresses only, limits of time and size, a WARC file (ISO 28500), a picture.

The name is resolved once and the connection goes to the address that was vetted, so that a name which answers differently
the second time leads nowhere. Redirects are followed by hand, each vetted again. The picture is drawn from the bytes that
were fetched, style sheets and pictures of the same host among them, without network and without scripts.
"""

import hashlib
import http.client
import io
import os
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from .rules import addresses

AGENT = "Hengjian-Evidence/1.0"
REDIRECTS = (301, 302, 303, 307, 308)
MOST_STEPS = 5
MOST_BESIDE = 30
NOBODY = 65431  # a number that no account of the system bears
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


class NotCaptured(Exception):
    """The page could not be fetched, and why."""


@dataclass(frozen=True)
class Step:
    """One request and its answer."""

    url: str
    address: str
    status: int
    reason: str
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        """The first header of that name, in lower case; empty if there is none."""
        return next((value for key, value in self.headers if key.lower() == name), "")


@dataclass(frozen=True)
class Page:
    """The page with every step that led to it."""

    steps: tuple[Step, ...]
    warc: bytes = field(repr=False)
    beside: tuple[Step, ...] = ()  # style sheets and pictures of the same host

    @property
    def last(self) -> Step:
        return self.steps[-1]

    @property
    def status(self) -> int:
        return self.last.status

    @property
    def body(self) -> bytes:
        return self.last.body

    @property
    def media_type(self) -> str:
        return self.last.header("content-type")

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()

    @property
    def addresses(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(step.address for step in self.steps))


def fetch(url: str, *, seconds: int, most: int) -> Page:
    """The page and its WARC file. Raises NotCaptured with the reason in words."""
    until, steps = time.monotonic() + seconds, []
    for _step in range(MOST_STEPS):
        step = _get(url, until, most)
        steps.append(step)
        target = step.header("location")
        if step.status not in REDIRECTS or not target:
            beside = _beside(step, until, most)
            return Page(tuple(steps), warc_of([*steps, *beside]), tuple(beside))
        url = urljoin(url, target)
    raise NotCaptured(_("The page redirects too often."))


class _Named(HTMLParser):
    """The style sheets and pictures that a page names."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        if tag == "link" and "stylesheet" in (has.get("rel") or "").lower():
            self.found.append(has.get("href") or "")
        elif tag == "img":
            self.found.append(has.get("src") or "")


def _beside(page: Step, until: float, most: int) -> list[Step]:
    """What the page needs to look as it does, of its own host only; what does not come is left out."""
    if "html" not in page.header("content-type"):
        return []
    named = _Named()
    named.feed(page.body.decode("utf-8", "replace"))
    home = urlsplit(page.url)
    urls = [urljoin(page.url, one).partition("#")[0] for one in named.found if one]
    own = [url for url in dict.fromkeys(urls) if urlsplit(url)[:2] == home[:2]][:MOST_BESIDE]
    out: list[Step] = []
    for url in own:
        try:
            step = _get(url, until, most - len(page.body) - sum(len(one.body) for one in out))
        except NotCaptured:
            continue
        out += [step] if step.status == http.HTTPStatus.OK else []
    return out


def vetted(parts: SplitResult) -> str:
    """One address the name stands for, when all of them are public or the administrator has named the host."""
    numbers = resolve(parts.hostname or "", parts.port or _port(parts))
    if numbers and addresses.listed(parts.geturl(), settings.HENGJIAN_CAPTURE_INSIDE):
        return numbers[0]
    finding = addresses.reachable(numbers)
    if finding.barred:
        raise NotCaptured(str(finding.grounds[0].fact))
    return numbers[0]


def resolve(name: str, port: int) -> list[str]:
    """Every address a name stands for; none where there is no such name."""
    try:
        found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except OSError:
        return []
    return list(dict.fromkeys(str(info[4][0]) for info in found))


def dial(address: str, port: int, timeout: float) -> socket.socket:
    """A connection to one address."""
    return socket.create_connection((address, port), timeout=timeout)


def path_of(parts: SplitResult) -> str:
    """What is asked of the server."""
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _port(parts: SplitResult) -> int:
    return 443 if parts.scheme == "https" else 80


def _connected(parts: SplitResult, address: str, timeout: float) -> http.client.HTTPConnection:
    """A connection to the vetted address under the name of the page."""
    plain = dial(address, parts.port or _port(parts), timeout)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or _port(parts), timeout=timeout)
    secure = ssl.create_default_context().wrap_socket
    connection.sock = secure(plain, server_hostname=parts.hostname) if parts.scheme == "https" else plain
    return connection


def _get(url: str, until: float, most: int) -> Step:
    finding = addresses.form(url, settings.HENGJIAN_CAPTURE_INSIDE)
    if finding.barred:
        raise NotCaptured(str(finding.grounds[0].fact))
    parts = urlsplit(url)
    address = vetted(parts)
    path = path_of(parts)
    try:
        connection = _connected(parts, address, _left(until))
        try:
            connection.request(
                "GET", path, headers={"User-Agent": AGENT, "Accept": "*/*", "Accept-Encoding": "identity"}
            )
            answer = connection.getresponse()
            body = _read(answer, until, most)
            return Step(url, address, answer.status, answer.reason, answer.getheaders(), body)
        finally:
            connection.close()
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        raise NotCaptured(_("The server could not be read: %(error)s") % {"error": error}) from None


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise NotCaptured(_("The server took too long."))
    return left


def _read(answer: http.client.HTTPResponse, until: float, most: int) -> bytes:
    """The body, as long as time and size allow."""
    parts: list[bytes] = []
    size = 0
    while piece := answer.read1(65536):
        size += len(piece)
        if size > most:
            raise NotCaptured(_("The page is larger than %(count)d MB.") % {"count": most // (1024 * 1024)})
        parts.append(piece)
        _left(until)
    return b"".join(parts)


def warc_of(steps: list[Step]) -> bytes:
    """Every request and answer as a compressed WARC file."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    writer.write_record(
        writer.create_warcinfo_record("capture.warc.gz", {"software": AGENT, "format": "WARC File Format 1.0"})
    )
    for step in steps:
        head = StatusAndHeaders(f"{step.status} {step.reason}", step.headers, protocol="HTTP/1.1")
        extra = {"WARC-IP-Address": step.address}
        response = writer.create_warc_record(
            step.url, "response", payload=io.BytesIO(step.body), http_headers=head, warc_headers_dict=extra
        )
        asked = StatusAndHeaders(
            f"GET {path_of(urlsplit(step.url))} HTTP/1.1", [("User-Agent", AGENT)], is_http_request=True
        )
        request = writer.create_warc_record(step.url, "request", http_headers=asked)
        writer.write_request_response_pair(request, response)
    return out.getvalue()


class _OnlyThePage(BaseHTTPRequestHandler):
    """The browser's proxy: it answers with the bytes that were fetched, and for nothing else."""

    server: "_Proxy"

    def do_GET(self) -> None:
        kept = self.server.kept.get(path_of(urlsplit(self.path)))
        if kept is None:
            self.send_error(403)
            return
        self.send_response(200)
        self.send_header("Content-Type", kept.header("content-type"))
        self.send_header("Content-Length", str(len(kept.body)))
        self.send_header("Content-Security-Policy", NOTHING_ELSE)
        self.end_headers()
        self.wfile.write(kept.body)

    def do_CONNECT(self) -> None:
        self.send_error(403)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged."""


class _Proxy(ThreadingHTTPServer):
    def __init__(self, page: Page) -> None:
        super().__init__(("127.0.0.1", 0), _OnlyThePage)
        self.kept = {path_of(urlsplit(step.url)): step for step in (*page.beside, page.last)}


def picture(page: Page, seconds: int) -> tuple[bytes, str]:
    """A picture of the page, or why there is none."""
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        return b"", _("No browser is installed on the server: the page is kept without a picture.")
    if "html" not in page.media_type:
        return b"", _("The file is no page that can be drawn.")
    with tempfile.TemporaryDirectory() as folder, _Proxy(page) as proxy:
        Thread(target=proxy.serve_forever, args=(0.02,), daemon=True).start()
        target = Path(folder) / "page.png"
        through = f"--proxy-server=http://127.0.0.1:{proxy.server_port}"
        asked = [browser, *ARGUMENTS, through, f"--user-data-dir={folder}/profile", f"--screenshot={target}"]
        asked.append(STAND_IN + path_of(urlsplit(page.last.url)))
        try:
            subprocess.run(
                asked, timeout=seconds, capture_output=True, check=True, cwd=folder, **_without_rights(folder)
            )
            return target.read_bytes(), _(
                "Drawn from what was fetched: the page with style sheets and pictures of its host, without scripts."
            )
        except (OSError, subprocess.SubprocessError) as fault:
            return b"", _why(fault)
        finally:
            proxy.shutdown()


def _without_rights(folder: str) -> dict[str, Any]:
    """What the browser runs with: its folder and nothing of the product's surroundings, its keys among them.

    Under root it gets an account that owns nothing: Chromium refuses root, and its own sandbox stays on.
    """
    given: dict[str, Any] = {"env": {"HOME": folder, "PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"}}
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
        given |= {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    return given


def _why(fault: Exception) -> str:
    """What an administrator can mend is said."""
    if isinstance(fault, subprocess.TimeoutExpired):
        return _("The browser took too long to draw the page.")
    if b"sandbox" in (getattr(fault, "stderr", b"") or b""):
        return _(
            "The browser cannot shut itself in on this server (user namespaces): the page is kept without a picture."
        )
    return _("The browser could not draw the page.")


STAND_IN = "http://page.invalid"
# No scripts, frames or further navigation; style sheets and pictures come through the proxy, which has only what was kept.
NOTHING_ELSE = "sandbox; default-src 'none'; style-src 'unsafe-inline' http:; img-src data: http:; font-src data:"
ARGUMENTS = (
    "--headless=new",
    "--disable-gpu",
    "--hide-scrollbars",
    "--window-size=1280,2000",
    "--proxy-bypass-list=<-loopback>",  # not even the machine itself is reached past the proxy
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

"""Field pages that work without network: their shell and files, their service worker, and what a phone fetches and hands over."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hengjian.kernel import files
from hengjian.kernel.uploads import MOST_BYTES, media_type

from .access import Request

ASSETS = (
    "hengjian/tokens.css",
    "hengjian/base.css",
    "hengjian/components.css",
    "hengjian/screens.css",
    "hengjian/mark.svg",
    "hengjian/app.js",
    "django_htmx/htmx-2.min.js",
    "hengjian/field.css",
    "hengjian/field-store.js",
    "hengjian/field-sync.js",
    "hengjian/sign.js",
    "hengjian/field-parts.js",
)
PICTURES = ("image/jpeg", "image/png")
RECORDINGS = ("video/mp4", "video/webm")
WEBM, MP4_AT, MP4 = b"\x1a\x45\xdf\xa3", 4, b"ftyp"


def page(request: Request, title: str, fetching: str, script: str, room: str) -> HttpResponseBase:
    """The shell of a page; what it shows comes from the room's `day`, or from the phone where there is no network."""
    at = {name: reverse(f"{room}:field-{name}") for name in ("day", "sync", "photo", "worker")}
    at["shell"] = reverse(f"{room}:field")
    context = {"title": title, "fetching": fetching, "script": script, "at": at, "phone": True}
    return render(request, "web/field.html", context)


def fetched(told: dict[str, Any]) -> JsonResponse:
    """What the phone takes along; nothing between keeps it."""
    answer = JsonResponse(told)
    answer["Cache-Control"] = "no-store"
    return answer


def worker(request: HttpRequest, script: str, room: str) -> HttpResponseBase:
    """The service worker: keeps the shell and its files, so that the page opens without network. Holds nothing of anybody."""
    assets, shell = [static(name) for name in (*ASSETS, script)], reverse(f"{room}:field")
    version = hashlib.sha256(json.dumps([assets, shell, get_language()]).encode()).hexdigest()[:12]
    context = {"assets": json.dumps(assets), "version": version, "shell": shell}
    answer = render(request, "web/field_worker.js", context, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


def kind_of(content: bytes) -> str:
    """What the bytes are: a picture, or a recording in one of the two containers that phones make."""
    if content.startswith(WEBM):
        return "video/webm"
    if content[MP4_AT : MP4_AT + len(MP4)] == MP4:
        return "video/mp4"
    return media_type(content)


def take_bytes(request: Request, kinds: Sequence[str]) -> HttpResponseBase:
    """Keep what a phone hands over, if the hash that the phone made is that of what arrived."""
    upload = request.FILES.get("file")
    if upload is None or isinstance(upload, list) or upload.size is None or upload.size > MOST_BYTES:
        return refused(_("The picture is missing or larger than 30 MB."))
    content = upload.read()
    if kind_of(content) not in kinds:
        return refused(_("This is not a picture."))
    if hashlib.sha256(content).hexdigest() != request.POST.get("sha256", ""):
        return refused(_("The picture was damaged on its way; it is sent again."), status=409)
    return JsonResponse({"sha256": files.store(content, kind_of(content)).sha256})


def refused(fact: str, status: int = 422) -> JsonResponse:
    """What a phone is told that hands over what cannot be taken."""
    return JsonResponse({"fact": fact}, status=status)

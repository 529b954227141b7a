"""Ways a notice leaves the house: one small base, one class a way, chosen by `HENGJIAN_CHANNELS`."""

import json
import logging
import os
import urllib.request
from functools import cache
from typing import Any

from django.conf import settings
from django.core.mail import send_mail

log = logging.getLogger("hengjian.notices")


class Channel:
    """A way to reach a user. `send` raises on failure, so that the job is tried again."""

    name = ""

    def send(self, user: Any, title: str, body: str, link: str) -> None:
        """Carry one notice."""


class Console(Channel):
    """Writes the notice to the log; for trying."""

    name = "console"

    def send(self, user: Any, title: str, body: str, link: str) -> None:
        log.warning("notice to %s: %s", user.username, title)


class Mail(Channel):
    """E-mail through Django's configured server."""

    name = "email"

    def send(self, user: Any, title: str, body: str, link: str) -> None:
        if user.email:
            send_mail(title, f"{body}\n\n{settings.HENGJIAN_URL}{link}", None, [user.email])


class Webhook(Channel):
    """A JSON POST to `HENGJIAN_WEBHOOK`."""

    name = "webhook"

    def send(self, user: Any, title: str, body: str, link: str) -> None:
        post(os.environ["HENGJIAN_WEBHOOK"], {"user": user.username, "title": title, "body": body, "link": link})


class Sms(Channel):
    """A short-message gateway that takes JSON at `HENGJIAN_SMS_GATEWAY`; title only, no personal data in the text."""

    name = "sms"

    def send(self, user: Any, title: str, body: str, link: str) -> None:
        if user.phone:
            post(os.environ["HENGJIAN_SMS_GATEWAY"], {"to": user.phone, "text": title})


def post(url: str, payload: dict[str, Any]) -> None:
    """POST JSON and fail on anything but success."""
    request = urllib.request.Request(
        url, json.dumps(payload).encode(), {"Content-Type": "application/json"}, method="POST"
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        answer.read()


@cache
def channels() -> list[Channel]:
    """The configured channels beside the inbox."""
    known = {c.name: c for c in (Console, Mail, Webhook, Sms)}
    return [known[name]() for name in settings.HENGJIAN_CHANNELS if name in known]

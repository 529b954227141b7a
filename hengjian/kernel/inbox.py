"""Notices: always the inbox, and whatever channels the installation has configured."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils import timezone

from .channels import channels
from .models import Notice, User
from .people import users_behind

Reach = Callable[[int, str, str], None]
_reaches: list[Reach] = []


def reach_with(reach: Reach) -> Reach:
    """Let a room tell people who have no account: called with proceeding, name of the notice and title."""
    _reaches.append(reach)
    return reach


def deliver(proceeding_id: int | None, act_id: int, messages: Iterable[dict[str, str]]) -> None:
    """Give each message to every user behind its name, once per act and title."""
    for message in messages:
        for user_id in dict.fromkeys(users_behind(message["to"], proceeding_id)):
            link = f"/p/{proceeding_id}/?act={act_id}" if proceeding_id else ""
            _one(user_id, message, link)
        for reach in _reaches if proceeding_id else ():
            reach(proceeding_id, message["to"], message["title"])  # type: ignore[arg-type]


def _one(user_id: int, message: dict[str, Any], link: str) -> None:
    given = {"title": message["title"][:200], "link": link}
    _, created = Notice.objects.get_or_create(
        user_id=user_id, **given, defaults={"body": message["body"][:1000], "at": timezone.now()}
    )
    if created:
        user = User.objects.get(pk=user_id)
        for channel in channels():
            channel.send(user, message["title"], message["body"], link)

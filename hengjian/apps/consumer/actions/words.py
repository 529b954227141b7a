"""What acts of several modules say and do alike: who is told, what is kept, what a paper holds."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from hengjian.apps.consumer.rules.papers import patterns
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.people import holders
from hengjian.kernel.principal import APPLICANT, CLOCKWORK, COUNTERPARTY, Role, acting_as

STAFF = (Role.HANDLER, Role.APPROVER, Role.HEAD)
LEADERS = (Role.APPROVER, Role.HEAD)


def zh(text: object) -> str:
    """Words that are frozen in a record stand in the official language, whatever the person who acts reads."""
    with translation.override("zh-hans"):
        return str(text)


def fen(amount: Decimal | None) -> int | None:
    """12850 from 128.50."""
    return None if amount is None else int((amount * 100).to_integral_value())


def tell_both(row: Any, on: Occasion, title: str, body: str = "") -> None:
    """Consumer and business are told; who has no account reads it behind the query code."""
    on.tell(APPLICANT, COUNTERPARTY, title=title, body=body)


def tell_handler(row: Any, on: Occasion, title: str, body: str = "") -> None:
    """Whoever handles the matter is told, if somebody does."""
    if row.handler_id:
        on.tell(f"officer:{row.handler_id}", title=title, body=body)


def tell_urged(row: Any, on: Occasion) -> None:
    """催办 reaches whoever handles the matter and the leaders of its office, so that it is heard before anybody has taken it."""
    title = _("Urged: %(number)s") % {"number": row.number}
    with acting_as(CLOCKWORK):  # a party sees no officers
        leaders = holders(row.code, *LEADERS)
    reached = [f"officer:{row.handler_id}"] if row.handler_id else []
    on.tell(*dict.fromkeys(reached + leaders), title=title)


def letter(row: Any, on: Occasion, template: str, title: str, **data: Any) -> None:
    """Issue a paper of the room; what concerns the person is masked, as papers go to both sides."""
    data = {"matter": getattr(row, "number", ""), **data}
    on.issue(f"consumer.{template}", title, data, pattern=patterns()[template])


def told(number: str, result: object) -> str:
    """The title of most notices."""
    return _("Complaint %(number)s: %(result)s") % {"number": number, "result": result}


def not_later(day: date | None, today: date) -> bool:
    """Is the day, if given, today or before?"""
    return day is None or day <= today

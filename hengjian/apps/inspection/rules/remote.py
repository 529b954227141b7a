"""先核对、后上门: what a subject has filed against what else is held about it, before anybody is sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

GONE = {
    "deregistered": "9",
    "revoked": "10",
    "cancelled": "11",
    "moved_out": "12",
    "dormant": "14",
}
WORDS = {
    "deregistered": "已注销",
    "revoked": "已被吊销",
    "cancelled": "已被撤销",
    "moved_out": "已迁出",
    "dormant": "歇业中",
}


@dataclass(frozen=True)
class HeldPermit:
    """A permit as far as the comparison needs it."""

    number: str
    item: str
    state: str
    until: date | None
    premises: str


@dataclass(frozen=True)
class Holdings:
    """Everything the platform holds about a subject that a visit would ask again."""

    standing: str
    premises: str
    permits: tuple[HeldPermit, ...] = ()
    missing_permits: tuple[str, ...] = ()  # items the scope calls for and nobody has granted
    report_year: int | None = None  # of the newest annual report
    due_report: int | None = None  # the year for which one must have been filed
    overdue_orders: tuple[str, ...] = ()
    breaches: tuple[str, ...] = ()
    others_here: int = 0


@dataclass(frozen=True)
class Contradiction:
    """One thing that does not fit another, with the question it answers and whether only a visit can tell."""

    what: str
    item: str
    visit: bool = True
    code: str = ""

    def as_json(self) -> dict[str, Any]:
        return {"what": self.what, "item": self.item, "visit": self.visit, "code": self.code}


def contradictions(held: Holdings, today: date) -> list[Contradiction]:
    """What does not fit. An empty list means that no paper speaks for a visit."""
    if held.standing in GONE:
        text = _("The register says: %(standing)s.") % {"standing": WORDS[held.standing]}
        return [Contradiction(text, "registration_items-01", False, GONE[held.standing])]
    return [*_permits(held, today), *_reports(held), *_record(held)]


def _permits(held: Holdings, today: date) -> list[Contradiction]:
    out = []
    for one in held.permits:
        values = {"item": one.item, "number": one.number}
        if one.state == "valid" and one.until and one.until < today:
            text = _("%(item)s %(number)s has run out and was not cancelled.") % values
            out.append(Contradiction(text, "registration_items-01"))
        if one.state == "valid" and one.premises and held.premises and not _same(one.premises, held.premises):
            text = _("%(item)s %(number)s names other premises than the register.") % values
            out.append(Contradiction(text, "registration_items-04"))
    for name in held.missing_permits:
        text = _("The scope calls for “%(item)s”, and no such permit is held.") % {"item": name}
        out.append(Contradiction(text, "registration_items-01"))
    return out


def _reports(held: Holdings) -> list[Contradiction]:
    if held.due_report and (held.report_year or 0) < held.due_report:
        text = _("The annual report of %(year)d was not filed.") % {"year": held.due_report}
        return [Contradiction(text, "publicity_info-01", False, "2")]
    return []


def _record(held: Holdings) -> list[Contradiction]:
    out = [
        Contradiction(_("Order %(number)s was not met in time.") % {"number": number}, "registration_items-01")
        for number in held.overdue_orders
    ]
    out += [Contradiction(title, "registration_items-01") for title in held.breaches]
    if held.others_here:
        text = _("%(count)d other businesses are registered at the same place.") % {"count": held.others_here}
        out.append(Contradiction(text, "registration_items-04"))
    return out


def _same(one: str, other: str) -> bool:
    """Addresses as people write them: one may leave out the province."""
    a, b = ("".join(text.split()) for text in (one, other))
    return a.endswith(b) or b.endswith(a)


def needs_visit(found: list[Mapping[str, Any]]) -> bool:
    """Whether something was found that only a visit can settle."""
    return any(one["visit"] for one in found)


def codes(found: list[Mapping[str, Any]]) -> list[str]:
    """The result where nobody needs to be sent."""
    return list(dict.fromkeys(one["code"] for one in found if one["code"])) or ["1"]

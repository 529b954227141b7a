"""Filings with defaults."""

import itertools
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from hengjian.apps.registry.actions import register
from hengjian.apps.registry.models import IdentityResult, ScopeItem
from hengjian.apps.registry.rules.items import Items, Place, Share
from hengjian.kernel import uploads
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Authority, Subject, SubjectMember
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.perform import Done, perform
from hengjian.kernel.personal import fingerprint
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.testing import again

NAME = "周口市川汇区样禾餐饮店"


def filing(**values: Any) -> dict[str, Any]:
    """What a founder types; every field valid unless given otherwise."""
    with acting_as(CLOCKWORK):
        item = ScopeItem.objects.filter(licensed=False).order_by("pk")[0].pk
    return {
        "name": NAME,
        "division": "411602",
        "operator": "何小满",
        "id_number": "110101199003070716",
        "phone": "13800000017",
        "composition": "person",
        "premises": "周口市川汇区七一路八号",
        "scope": item,
        "promise": True,
    } | values


def identified(principal: Principal, name: str, number: str) -> None:
    """The person has been identified under this name and number."""
    with acting_as(CLOCKWORK):
        IdentityResult.objects.get_or_create(
            user_id=principal.user_id,
            name=name,
            id_print=fingerprint(number),
            defaults={"region": "41", "service": "test", "checked_at": timezone.now()},
        )


def filed(principal: Principal, **values: Any) -> Done:
    """A filing that has been taken; the operator files it himself."""
    given = filing(**values)
    if not principal.officer_id:
        identified(principal, given["operator"], given["id_number"])
    with acting_as(principal):
        return perform("registry.establishment.file", None, given, principal)


def examined(done: Done) -> Done:
    """The same, after the automatic examination."""
    with acting_as(CLOCKWORK):
        return perform("registry.establishment.examine", done.proceeding.pk, {}, CLOCKWORK)


def leaving(principal: Principal, subject_id: int | None) -> Done:
    """An application for simplified deregistration that has been taken and examined."""
    given = {"subject": subject_id, "reason": "不再经营", "promise": True}
    with acting_as(principal):
        done = perform("registry.deregistration.apply_to_leave", None, given, principal)
    with acting_as(CLOCKWORK):
        return perform("registry.deregistration.examine", done.proceeding.pk, {}, CLOCKWORK)


_serials = itertools.count(7_000_000)


def occasion(day: date | None = None) -> Occasion:
    """A moment at ten in the morning of the day, or now; never one that is still to come."""
    at = min(timezone.make_aware(datetime.combine(day, time(10))), timezone.now()) if day else timezone.now()
    return Occasion(at, LawOn(timezone.localdate(at)), CLOCKWORK, 0)


def company_items(**values: Any) -> Items:
    """The items of a company with two shareholders; anything may be given otherwise."""
    day = date(2024, 7, 1)
    given: dict[str, Any] = {
        "name": "周口样泰商贸有限公司",
        "group": "company",
        "type_code": "1130",
        "trade_name": "样泰",
        "representative": "何小满",
        "capital": Decimal("1000000.00"),
        "places": (Place(address="周口市川汇区七一路八号", division="411602"),),
        "scope": "一般项目：日用百货销售。",
        "shares": (
            Share(name="何小满", subscribed=Decimal(600000), due_on=day),
            Share(name="白露", subscribed=Decimal(400000), due_on=day),
        ),
    }
    return Items(**given | values)


def entity(items: Items | None = None, day: date = date(2024, 7, 1), authority: str = "411602") -> Subject:
    """An entity that stands in the register since the day."""
    with acting_as(CLOCKWORK):
        return register.enter(
            items or company_items(), Authority.objects.get(pk=authority), next(_serials), (), occasion(day), True
        )


def identity_number(serial: int, born: str = "19900307") -> str:
    """A valid identity number of nobody."""
    body = f"110101{born}{serial:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(c) * w for c, w in zip(body, weights, strict=True)) % 11]


def uploaded(principal: Principal, name: str = "文件.pdf") -> str:
    """The token of a file the person has uploaded."""
    with acting_as(principal):
        return uploads.take(b"%PDF-1.4 " + name.encode(), name, principal)


def company_filing(principal: Principal, **values: Any) -> dict[str, Any]:
    """What the founders of a company of two persons fill in."""
    with acting_as(CLOCKWORK):
        item = ScopeItem.objects.filter(licensed=False, gbt4754__startswith="F").order_by("pk")[0].pk
    due = (timezone.localdate() + timedelta(days=900)).isoformat()
    holder = {"subscribed": "500000", "due_on": due, "form": "money"}
    return {
        "name": "周口市川汇区样岚商贸有限公司",
        "division": "411602",
        "type_code": "1130",
        "premises": "周口市川汇区七一路九号",
        "scope": item,
        "capital": "1000000",
        "shares": [
            {"name": "何小满", "number": identity_number(71), **holder},
            {"name": "白露", "number": identity_number(72), **holder},
        ],
        "representative": "何小满",
        "id_number": identity_number(71),
        "phone": "13800000017",
        "posts": [{"role": "supervisor", "name": "白露", "number": identity_number(72)}],
        "owners": [{"name": "何小满", "number": identity_number(71), "kind": "share", "share": "50"}],
        "materials": [
            {"what": what, "file": uploaded(principal, f"{what}.pdf")} for what in ("articles", "appointments")
        ],
        "promise": True,
    } | values


def act(principal: Principal, name: str, pk: int | None = None, /, **given: Any) -> Any:
    """Do an act of the room; gives the proceeding."""
    with acting_as(principal):
        return perform(f"registry.{name}", pk, given, principal).proceeding


def own(principal: Principal, items: Items | None = None, day: date = date(2024, 7, 1)) -> tuple[Subject, Principal]:
    """An entity that the person may act for, and the person as its next request sees it."""
    subject = entity(items, day)
    with acting_as(CLOCKWORK):
        SubjectMember.objects.create(subject=subject, user_id=principal.user_id or 0)
    return subject, again(principal)

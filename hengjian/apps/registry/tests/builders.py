"""Filings with defaults."""

import itertools
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.utils import timezone

from hengjian.apps.registry.actions import register
from hengjian.apps.registry.models import ScopeItem
from hengjian.apps.registry.rules.items import Items, Place, Share
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Authority, Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.perform import Done, perform
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as

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


def filed(principal: Principal, **values: Any) -> Done:
    """A filing that has been taken."""
    given = filing(**values)
    with acting_as(principal):
        return perform("registry.establishment.file", None, given, principal)


def examined(done: Done) -> Done:
    """The same, after the automatic examination."""
    with acting_as(CLOCKWORK):
        return perform("registry.establishment.examine", done.proceeding.pk, {}, CLOCKWORK)


def leaving(principal: Principal, subject_id: int | None) -> Done:
    """An application for simplified deregistration that has been taken."""
    given = {"subject": subject_id, "reason": "不再经营", "promise": True}
    with acting_as(principal):
        return perform("registry.deregistration.apply_to_leave", None, given, principal)


_serials = itertools.count(7_000_000)


def occasion(day: date | None = None) -> Occasion:
    """A moment at ten in the morning of the day, or now."""
    at = timezone.make_aware(datetime.combine(day, time(10))) if day else timezone.now()
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

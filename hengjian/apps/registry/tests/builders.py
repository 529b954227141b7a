"""Filings with defaults."""

from typing import Any

from hengjian.apps.registry.models import ScopeItem
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

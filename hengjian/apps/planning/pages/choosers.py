"""What the forms offer: plans in force, of the reader's range for officers and all of them for everybody else."""

from collections.abc import Mapping
from typing import Any

from hengjian.apps.planning.models import Plan
from hengjian.kernel.principal import Principal
from hengjian.web.queries import choose_with

MOST = 300


def _plans(values: Mapping[str, Any], who: Principal | None, about: Any) -> list[tuple[str, str]]:
    rows = Plan.objects.filter(closed_on=None)
    if who is not None and who.kind == "officer":
        rows = rows.filter(**who.within())
    return [(str(plan.pk), plan.title) for plan in rows.order_by("-since", "code")[:MOST]]


choose_with("plan", _plans)

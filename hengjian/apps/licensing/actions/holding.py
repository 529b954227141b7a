"""What every matter about a held permit begins with: which permit, whose, and whether it may be touched."""

from typing import Any

from django.utils.translation import gettext as _

from hengjian.apps.licensing.models import Permit
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.refusal import Conflict, Incomplete

from .permits import HOLDER

HOLDS = ("valid", "suspended")


def take(row: Any, number: str, on: Occasion, *, states: tuple[str, ...] = HOLDS) -> Permit:
    """Put the permit on the row; it must be one's own, or in the officer's range, and in one of the states."""
    what = _("The matter was not opened.")
    rows = Permit.objects.filter(number=number.strip().upper()).select_related("item", "subject")
    permit = rows.exclude(state="replaced").order_by("-pk").first()
    who = on.principal
    mine = permit is not None and (
        who.kind == "clock" or permit.subject_id in who.subjects or bool(who.officer_id and who.sees(permit.code))
    )
    if permit is None or not mine:
        raise Incomplete(what, fields={"permit": _("There is no such permit among those you may touch.")})
    if permit.state not in states:
        fact = _("The permit no longer holds: %(state)s.") % {"state": permit.get_state_display()}
        raise Incomplete(what, fact=fact, fields={"permit": fact})
    busy = type(row)._base_manager.filter(permit__number=permit.number, closed_at=None).first()
    if busy is not None:
        fact = _("The same matter is already running: %(number)s.") % {"number": busy.number}
        raise Conflict(what, fact=fact, remedy=_("Go on with that one."))
    row.permit, row.subject, row.code = permit, permit.subject, permit.code
    row.subject_name, row.synthetic = permit.subject.name, row.synthetic or permit.synthetic
    row.title = f"{permit.subject.name}：{permit.item.name}"
    on.admit(f"subject:{permit.subject_id}", "entity")
    return permit


def not_this_way(fact: str, remedy: str) -> Incomplete:
    """The refusal of a matter that is not for this permit."""
    return Incomplete(_("The matter was not opened."), fact=fact, remedy=remedy, fields={"permit": fact})


def order_paper(row: Any, on: Occasion, title: str, limit_id: str, fault: str) -> None:
    """An order to put something right, with its time."""
    permit: Permit = row.held_permit
    limit = on.law.limit(limit_id)
    data = {
        "to": row.subject_name,
        "item": permit.item.name,
        "permit_number": permit.number,
        "faults": [fault],
        "days": limit.amount,
        "unit": {"workday": "个工作"}.get(limit.unit, "") + "日",
        "basis": [limit.basis("zh-hans")],
    }
    on.issue("licensing.order", title, data)
    on.note = fault
    on.tell(*HOLDER, title=f"{title}：{permit.number}", body=fault)


def ending_paper(row: Any, on: Occasion, title: str, measure: str, reason: str, basis: list[str]) -> None:
    """The paper by which a permit ends, and its publication."""
    permit: Permit = row.held_permit
    data = {"to": row.subject_name, "item": permit.item.name, "permit_number": permit.number, "measure": measure,
            "grounds": [reason], "basis": basis}  # fmt: skip
    on.issue("licensing.ending", title, data)
    body = {"name": row.subject_name, "number": permit.number, "reason": reason}
    on.disclose("permit_ended", f"{row.subject_name}：{measure}（{permit.item.name}）", "、".join(basis), body)
    on.note = reason
    on.tell(*HOLDER, title=f"{title}：{permit.number}", body=reason)

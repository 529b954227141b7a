"""The end of a complaint: what is published of it, and that it stays open with its lead (以调代罚不可行)."""

from django.utils.translation import gettext as _

from hengjian.apps.consumer.procedures import Complaint
from hengjian.apps.enforcement.queries import undecided as undecided_lead
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.procedure import State

from .words import zh

FINALS = {
    "settled": Complaint.settled,
    "withdrawn": Complaint.withdrawn,
    "ended": Complaint.ended,
    "lapsed": Complaint.lapsed,
}


def undecided(row: Complaint) -> bool:
    """Is the lead that this complaint gave still open?"""
    return bool(row.breach_lead) and undecided_lead(row.breach_lead or 0)


def closing(row: Complaint, how: str, on: Occasion) -> State:
    """The state a complaint ends in, or the one in which it waits for its lead; publishes what may be published."""
    row.ended_as = how
    if undecided(row):
        on.note = " ".join(filter(None, (on.note, str(_("The lead is still open: the complaint stays open with it.")))))
        return Complaint.lead_awaited
    publish(row, how, on)
    return FINALS[how]


def publish(row: Complaint, how: str, on: Occasion) -> None:
    """By enterprise and category, never by person; only with the person's consent and against a known business."""
    if not row.consents or row.subject_id is None:
        return
    from_day = row.opened_at.date()
    body = {
        "name": row.subject_name,
        "goods": row.goods,
        "result": zh(FINALS[how].label),
        "received": from_day.isoformat(),
        "closed": on.day.isoformat(),
        "days": (on.day - from_day).days,
        "coded": {"category": row.category, "group": row.category[:3], "problem": row.problem, "result": how},
    }
    on.disclose(
        "consumer_complaint", f"{row.subject_name}：{zh(FINALS[how].label)}", on.law.cite("consumer_law art. 32"), body
    )

"""What the forms of campaigns, self-checks and commissions offer."""

from collections.abc import Mapping
from typing import Any

from hengjian.apps.planning import queries
from hengjian.apps.planning.models import CampaignSubject
from hengjian.apps.planning.procedures import CampaignTask, Commission, JointMeeting
from hengjian.apps.planning.rules import responsibility
from hengjian.kernel import divisions
from hengjian.kernel.models import Authority
from hengjian.kernel.principal import Principal
from hengjian.web.queries import choose_with

Choices = list[tuple[str, str]]
MOST = 500


def _places(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    """Counties and offices below the own authority."""
    if who is None or not who.place:
        return []
    lo, hi = divisions.bounds(who.place)
    rows = Authority.objects.filter(code__gte=lo, code__lt=hi).exclude(code=who.place).order_by("code")
    return [(a.pk, a.name) for a in rows[:MOST]]


def _subjects(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    """Subjects of the task; one that officers have spoken of may be spoken of again, so that mending can be entered."""
    if not isinstance(about, CampaignTask):
        return []
    rows = CampaignSubject.objects.filter(proceeding_id=about.campaign_id, place=about.code).order_by("position")
    rows = rows.filter(again=True) if about.nth > 1 else rows
    return [(str(row.pk), f"{row.position}. {row.name}") for row in rows[:MOST]]


def _kinds(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    return [(kind.key, kind.zh) for kind in responsibility.kinds().values()]


def _lists(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    rows = queries.published_lists()[:MOST]
    names = divisions.names()
    return [(d.body["number"], f"{d.title}（{names.get(d.code, d.code)} {d.body['number']}）") for d in rows]


def _commissions(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    return [(str(c.pk), c.title) for c in Commission.objects.filter(closed_at=None).order_by("code", "pk")[:MOST]]


def _meetings(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    rows = JointMeeting.objects.filter(state__in=("conducted", "concluded")).order_by("-at")[:MOST]
    return [(str(m.pk), f"{m.title} {m.number}") for m in rows]


def _members(values: Mapping[str, Any], who: Principal | None, about: Any) -> Choices:
    """Members of the meeting at hand, or of the one that was chosen in the form."""
    meeting = about if isinstance(about, JointMeeting) else None
    chosen = str(values.get("meeting", ""))
    if meeting is None and chosen.isdigit():
        meeting = JointMeeting.objects.filter(pk=int(chosen)).first()
    return [(one["name"], one["name"]) for one in meeting.members] if meeting else []


choose_with("planning_place", _places)
choose_with("campaign_subject", _subjects)
choose_with("responsibility_kind", _kinds)
choose_with("responsibility_list", _lists)
choose_with("commission", _commissions)
choose_with("joint_meeting", _meetings)
choose_with("meeting_member", _members)

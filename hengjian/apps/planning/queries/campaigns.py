"""How a campaign stands: each subject's outcome out of checks, orders, cases and what officers said, and the counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from hengjian.apps.enforcement import queries as cases
from hengjian.apps.inspection import queries as checks
from hengjian.apps.planning.models import CampaignSubject
from hengjian.apps.planning.procedures import Campaign, CampaignTask
from hengjian.apps.planning.procedures.campaigns import FIRST, LOOK_BACK, source_of
from hengjian.apps.planning.rules import campaigns as rules
from hengjian.kernel.models import Authority


@dataclass(frozen=True)
class Line:
    """One subject of the list in one round, with what led to its outcome."""

    row: CampaignSubject
    outcome: rules.Outcome
    said: dict[str, Any]
    check: int = 0
    check_number: str = ""
    case: int = 0
    case_number: str = ""

    @property
    def mend_by(self) -> date | None:
        """The day an officer set for mending, while it still is to be mended."""
        day = self.said.get("mend_by")
        return date.fromisoformat(day) if day and self.outcome.to_mend else None

    @property
    def late(self) -> bool:
        return self.mend_by is not None and self.mend_by < timezone.localdate()


def campaign_lines(campaign_id: int, number: str, nth: int = FIRST, place: str = "") -> list[Line]:
    """The list of a round with outcomes, within the running scope: one question to each room, however long the list is."""
    rows = CampaignSubject.objects.filter(proceeding_id=campaign_id).order_by("position")
    rows = rows.filter(again=True) if nth == LOOK_BACK else rows
    rows = rows.filter(place=place) if place else rows
    traces = {one.subject: one for one in checks.traced([source_of(number, nth)])}
    found = cases.cases_from([one.check for one in traces.values()])
    return [_line(row, nth, traces.get(row.subject_id), found) for row in rows]


def _line(row: CampaignSubject, nth: int, trace: checks.Trace | None, found: dict[int, tuple[int, str]]) -> Line:
    said = row.said.get(str(nth), {})
    case, number = found.get(trace.check, (0, "")) if trace else (0, "")
    told = rules.Told(trace.ended, trace.problem, trace.corrected, bool(case)) if trace else None
    outcome = rules.outcome(said.get("outcome", ""), told)
    check = (trace.check, trace.number) if trace else (0, "")
    return Line(row, outcome, said, *check, case, number or said.get("case", ""))


@dataclass(frozen=True)
class OfficeLine:
    """One authority's part of a round."""

    code: str
    name: str
    counts: rules.Counts
    task: CampaignTask | None


def by_office(found: Sequence[Line], tasks: Sequence[CampaignTask]) -> list[OfficeLine]:
    """The counts of each authority that has subjects on the list, in the order of codes."""
    parts: dict[str, list[rules.Outcome]] = {}
    for line in found:
        parts.setdefault(line.row.place, []).append(line.outcome)
    names = dict(Authority.objects.filter(pk__in=parts).values_list("pk", "name"))
    of = {task.code: task for task in tasks}
    return [OfficeLine(code, names.get(code, code), rules.counts(parts[code]), of.get(code)) for code in sorted(parts)]


def tasks_of(campaign_id: int) -> list[CampaignTask]:
    """The tasks of a campaign, first round first."""
    return list(CampaignTask.objects.filter(campaign_id=campaign_id).order_by("nth", "code"))


def total(found: Sequence[Line]) -> rules.Counts:
    """All lines in numbers."""
    return rules.counts(line.outcome for line in found)


def file_of(campaign: Campaign) -> str:
    """The frozen list as the file whose hash the campaign bears."""
    rows = CampaignSubject.objects.filter(proceeding_id=campaign.pk).order_by("position")
    return rules.list_file(campaign.number, rules.list_lines(rows.values_list("ident", "name", "place")))


def in_year(code: str, year: int) -> int:
    """How many campaigns an authority has approved in a year."""
    return Campaign.objects.filter(code=code, frozen_on__year=year).count()

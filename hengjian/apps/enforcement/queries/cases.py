"""Cases of a subject, what came of one, its deadlines, the matrix of its next paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hengjian.apps.enforcement.models import CaseEvidence, CaseParty, PaperService
from hengjian.apps.enforcement.procedures import (
    Assistance,
    Case,
    CaseConference,
    CaseMeasure,
    CaseOversight,
    ExpertPanel,
    JurisdictionDispute,
    PartyRequest,
    PersonPenalty,
)
from hengjian.apps.enforcement.rules.money import yuan
from hengjian.kernel import deadline
from hengjian.kernel.law import LawOn


@dataclass(frozen=True)
class Outcome:
    """What a case ended with; amounts in fen."""

    case: int
    number: str
    decision_no: str
    state: str
    result: str
    kinds: tuple[str, ...]
    fine: int
    confiscation: int
    decided_on: date | None
    paid: int
    standing: bool


def of_party(subject_id: int) -> QuerySet[Case]:
    """Cases about a subject within the running scope, newest first."""
    return Case.objects.filter(subject_id=subject_id).order_by("-opened_at")


def outcome(case_id: int) -> Outcome | None:
    """What came of a case, for those who act on it: rewards of reports, risk, statistics."""
    row = Case.objects.filter(pk=case_id).first()
    if row is None:
        return None
    return Outcome(
        row.pk,
        row.number,
        row.decision_no,
        row.state,
        row.result,
        tuple(row.kinds),
        row.fine,
        row.confiscation,
        row.decided_on,
        row.paid,
        row.decided_on is not None and row.state != "annulled",
    )


def of_lead(lead_id: int) -> Case | None:
    """The case that a lead has become."""
    return Case.objects.filter(lead_id=lead_id).exclude(state="not_filed").first()


@dataclass(frozen=True)
class Deadline:
    """One day by which something is to happen."""

    what: str
    due: datetime | date | None
    article: str
    state: str  # running, stopped, over, past, kept
    href: str = ""
    note: str = ""


def deadlines(row: Case) -> list[Deadline]:
    """All days that count for the case: its own clock, what the party may do, its measures, publication."""
    law, now = LawOn(row.law_on), timezone.now()
    today = timezone.localdate(now)
    out: list[Deadline] = []
    if row.due_limit:
        limit = law.limit(row.due_limit)
        state = "stopped" if row.stopped_since else "over" if row.due and row.due < now else "running"
        out.append(Deadline(limit.what.zh, row.due, limit.cite.official, state, note=row.stop_reason))
    for day, name, done in (
        (row.statement_until, "penalty.statement", bool(row.statement or row.waived or row.decided_on)),
        (row.hearing_until, "penalty.hearing_request", bool(row.hearing_asked_on or row.waived or row.decided_on)),
    ):
        if day:
            limit = law.limit(name)
            state = "kept" if done else "past" if day < today else "running"
            out.append(Deadline(limit.what.zh, day, limit.cite.official, state))
    for one in CaseMeasure.objects.filter(case_id=row.pk, closed_at=None).order_by("due"):
        limit = law.limit(one.due_limit)
        state = "stopped" if one.stopped_since else "over" if one.due and one.due < now else "running"
        out.append(Deadline(f"{limit.what.zh} {one.number}", one.due, limit.cite.official, state, f"/p/{one.pk}/"))
    for asked in Assistance.objects.filter(case_id=row.pk, closed_at=None).order_by("due"):
        limit = law.limit("penalty.assistance")
        out.append(Deadline(f"{limit.what.zh} {asked.number}", asked.due, limit.cite.official, "running"))
    for watched in CaseOversight.objects.filter(case_id=row.pk, closed_at=None):
        state = "over" if watched.finish_by < today else "running"
        name, href = _("Supervised by %(name)s") % {"name": watched.superior_name}, f"/p/{watched.pk}/"
        out.append(Deadline(name, watched.finish_by, watched.number, state, href))
    if row.record_id and row.published_on is None and not row.unpublished and row.decided_on and not row.simple:
        limit, reckoned = deadline.reckon("credit.penalty_publish", law, _noon(row.decided_on))
        state = "over" if reckoned.due and reckoned.due < now else "running"
        out.append(Deadline(limit.what.zh, reckoned.due, limit.cite.official, state))
    return out


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time().replace(hour=12)))


def evidence_of(row: Case) -> list[CaseEvidence]:
    """The evidence in its numbers."""
    return list(CaseEvidence.objects.filter(proceeding_id=row.pk).order_by("position"))


def persons_of(row: Case) -> list[CaseParty]:
    """Persons of the case beside the business."""
    return list(CaseParty.objects.filter(proceeding_id=row.pk).order_by("pk"))


def services_of(row: Case) -> list[PaperService]:
    """Which papers were served, how and when."""
    return list(PaperService.objects.filter(proceeding_id=row.pk).order_by("pk"))


def elsewhere(row: Case) -> list[dict[str, Any]]:
    """What runs beside the case: measures, requests, panels and conferences, with their stages."""
    kinds: list[Any] = [CaseMeasure, Assistance, CaseOversight, JurisdictionDispute, PersonPenalty, PartyRequest]
    rows = [one for kind in kinds for one in kind.objects.filter(case_id=row.pk).order_by("pk")]
    rows += [
        one for kind in (ExpertPanel, CaseConference) for one in kind.objects.filter(about_id=row.pk).order_by("pk")
    ]
    return [
        {"pk": one.pk, "number": one.number, "title": one.title, "stage": one.stage.label, "due": one} for one in rows
    ]


def figures(lo: str, hi: str, year: int) -> dict[str, Any]:
    """Cases of a year in a range: filed, decided, fines, by stage and result."""
    rows = Case.objects.filter(code__gte=lo, code__lt=hi, opened_at__year=year)
    found = list(rows.values_list("state", "result", "fine", "confiscation", "simple", "heard_on", "decided_on"))
    decided = [one for one in found if one[6] is not None]
    return {
        _("Cases"): len(found),
        _("Simple procedure"): sum(one[4] for one in found),
        _("Decided"): len(decided),
        _("Heard"): sum(one[5] is not None for one in found),
        _("No penalty"): sum(one[1] in ("no_penalty", "not_proved") for one in decided),
        _("Handed over"): sum(one[0] == "handed_over" for one in found),
        _("Fines and confiscations"): yuan(sum(one[2] + one[3] for one in decided)),
    }

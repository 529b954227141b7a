"""What reports on plans are made of, and those that anybody may read."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from hengjian.apps.planning.models import Plan
from hengjian.apps.planning.procedures import PlanReport
from hengjian.apps.planning.rules import reporting as rules
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Disclosure, PaperRecord

from .standing import history, standing
from .tasks import is_late, owners, tasks_of

PUBLISHED = "plan_report"
TEMPLATE = "planning.report"


def as_of(plan: Plan, year: int, today: date) -> date:
    """The day of the figures: the end of the year, or today while it runs."""
    return min(date(min(year, plan.until), 12, 31), today)


def known_on(figures: date, today: date) -> date:
    """The day by which values count that were reported after the period: today, or the end of the time that is left for them."""
    waits = int(LawOn(today).value("planning.report_waits").amount)
    return min(today, figures + timedelta(days=waits))


def frame(plan: Plan, kind: str, on: date) -> rules.Frame:
    """What the report is about."""
    return rules.Frame(kind, plan.since, plan.until, on)


def measured(plan: Plan, about: rules.Frame, today: date) -> list[dict[str, Any]]:
    """Every target of the plan as it stood on the day of the figures, frozen."""
    found = standing(plan.key, plan.code, known_on(about.as_of, today))
    return [rules.frozen(one, _past(one, plan), about) for one in found]


def _past(one: Any, plan: Plan) -> list[Any]:
    """Day, value and origin of the values behind a standing: those it carries itself, else what is on record."""
    if carried := getattr(one, "series", ()):
        return [(value.until, value.value, value.how) for value in carried]
    return history(one.target.pk, plan.code)


def works(plan: Plan, on: date) -> list[dict[str, Any]]:
    """Every task of the plan that was not dropped, in the order of its chapters, as text and whole numbers."""
    rows = list(tasks_of(plan.key, plan.code).exclude(state="dropped"))
    names = owners(row.code for row in rows)
    return [
        {
            "title": row.title,
            "chapter": row.chapter,
            "place": row.place,
            "owner": names.get(row.code, row.code),
            "partners": row.partners,
            "ends": row.ends_on.isoformat() if row.ends_on else "",
            "progress": row.progress,
            "state": row.state,
            "late": is_late(row, on),
            "told": row.told,
            "score": row.score,
            "budget": row.budget or 0,
            "spent": row.spent,
        }
        for row in rows
    ]


def paper_of(row: PlanReport) -> dict[str, Any]:
    """What the paper prints; the same for the draft on screen and for the one that is signed."""
    return {
        "kind": rules.KIND_NAMES[row.kind],
        "plan": row.plan_title,
        "year": row.year,
        "as_of": row.as_of.isoformat(),
        "figures": row.figures,
        "works": [{**one, "word": rules.TASK_WORDS[one["state"]]} for one in row.works],
        "sections": [{"key": one["key"], "title": one["title"], "text": one["text"]} for one in row.sections],
        "counts": {light or "none": n for light, n in rules.counts(row.figures).items()},
        "words": {light or "none": word for light, word in rules.WORDS[row.kind].items()},
        "evaluator": row.evaluator if row.assessed_on else "",
        "opinion": row.opinion,
        "score": "" if row.score is None else str(row.score),
        "assessed_on": row.assessed_on.isoformat() if row.assessed_on else "",
    }


def section(row: PlanReport, key: str) -> dict[str, str] | None:
    """One text of the report by its key."""
    return next((one for one in row.sections if one["key"] == key), None)


def published(plan: str = "") -> QuerySet[Disclosure]:
    """Reports that anybody may read, the newest first."""
    rows = Disclosure.objects.filter(kind=PUBLISHED, withdrawn_at=None).order_by("-since")
    return rows.filter(body__plan=plan) if plan else rows


def signed(acts: Iterable[int]) -> set[int]:
    """Of these acts those whose paper the worker has made and signed."""
    rows = PaperRecord.objects.filter(act_id__in=list(acts), template=TEMPLATE).exclude(file_hash="")
    return set(rows.values_list("act_id", flat=True))


def signed_file(act_id: int) -> PaperRecord | None:
    """The record of the signed paper of a published report; None until the worker has made it."""
    return PaperRecord.objects.filter(act_id=act_id, template=TEMPLATE).exclude(file_hash="").first()

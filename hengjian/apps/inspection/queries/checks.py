"""Checks of the day, published results, and whether one of them stands for a look at an item."""

from typing import Any

from django.db.models import QuerySet

from hengjian.apps.inspection.models import InspectionItem
from hengjian.apps.inspection.procedures import SiteCheck
from hengjian.apps.inspection.rules.catalogue import of_item
from hengjian.apps.inspection.rules.origins import ORIGINS
from hengjian.apps.registry import queries as register
from hengjian.kernel.models import Disclosure, Subject

RESULT = "inspection_result"
MOST = 60


def published_results(subject_id: int | None = None) -> QuerySet[Disclosure]:
    """Results that are public now, newest first."""
    rows = Disclosure.objects.standing().filter(kind=RESULT)
    return rows.filter(subject_id=subject_id) if subject_id else rows


def published_result(subject_id: int, number: str, item: str) -> bool:
    """Whether such a result of the subject is public and speaks of the item."""
    return any(
        body.get("number") == number and item in body.get("items", [])
        for body in published_results(subject_id).values_list("body", flat=True)
    )


def mine(officer_id: int | None) -> QuerySet[SiteCheck]:
    """Checks this officer is sent to and has not finished."""
    rows = SiteCheck.objects.filter(closed_at=None, state__in=("planned", "announced", "in_field"))
    return rows.filter(team__contains=[{"officer": officer_id}]).order_by("due", "pk")


def day_of(officer_id: int | None) -> list[dict[str, Any]]:
    """What the phone takes along: each check with its questions and what is recorded so far."""
    rows = list(mine(officer_id)[:MOST])
    subjects = {s.pk: s for s in Subject.objects.filter(pk__in=[r.subject_id for r in rows])}
    codes = {code for row in rows for code in row.items}
    names = dict(InspectionItem.objects.filter(pk__in=codes).values_list("pk", "name"))
    items = register.newest_items(list(subjects))
    places = {pk: found.domicile.address for pk, found in items.items()}
    return [_check(row, subjects[row.subject_id or 0], names, places.get(row.subject_id or 0, "")) for row in rows]


def _check(row: SiteCheck, subject: Subject, names: dict[str, str], place: str) -> dict[str, Any]:
    origin = ORIGINS[row.origin]
    return {
        "id": row.pk,
        "number": row.number,
        "state": row.state,
        "state_label": str(row.stage.label),
        "subject": {
            "id": subject.pk,
            "name": subject.name,
            "code": subject.code or "",
            "place": place or str(subject.facts.get("premises", "")),
        },
        "origin": str(origin.label),
        "source": row.source,
        "due": row.due.isoformat() if row.due else "",
        "visit_on": row.visit_on.isoformat() if row.visit_on else "",
        "team": row.team,
        "joint": row.joint,
        "light": row.light,
        "contradictions": [one["what"] for one in row.compared],
        "recognised": row.recognised,
        "shown_at": row.shown_at.isoformat() if row.shown_at else "",
        "items": [
            {"code": code, "name": names.get(code, code), "questions": [_question(q) for q in of_item(code)]}
            for code in row.items
            if code not in row.recognised
        ],
        "answers": row.answers,
        "photos": [{k: p[k] for k in ("question", "sha256", "at", "by")} for p in row.photos],
    }


def _question(one: Any) -> dict[str, Any]:
    return {
        "key": one.key,
        "ask": one.ask,
        "kind": one.kind,
        "choices": list(one.choices),
        "basis": str(one.article) if one.article else one.basis,
        "na": one.kind != "yn",
    }

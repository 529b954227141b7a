"""Rounds of assessment with how each authority stands, and what computed items rest on."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from hengjian.apps.planning.procedures import Assessment, AssessmentRound, PlanReport
from hengjian.apps.planning.rules.scoring import (
    Line,
    score_from_evaluation,
    score_from_light,
    score_from_value,
    standing_total,
)
from hengjian.kernel.indicator import Span, indicators
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Authority

from .catalogue import kinds
from .standing import standing


def rounds() -> QuerySet[AssessmentRound]:
    """Rounds that the reader may see, the latest year first."""
    return AssessmentRound.objects.order_by("-year", "-pk")


def assessments_of(round_id: int) -> QuerySet[Assessment]:
    """The authorities of a round."""
    return Assessment.objects.filter(round_id=round_id).order_by("code")


def below(code: str) -> list[tuple[str, str]]:
    """Authorities that stand below one and may be assessed by it."""
    rows = Authority.objects.filter(code__startswith=code).exclude(code=code).order_by("code")
    longest = {1: 2, 2: 4, 4: 6, 6: 9}.get(len(code), 0)
    return [(a.pk, a.name) for a in rows[:400] if len(a.pk) == longest]


def proposed(kind: str) -> list[Line]:
    """The items that the catalogue proposes for a kind."""
    return [_line(one) for one in kinds("assessments").get(kind, {}).get("items", [])]


def _line(one: dict[str, Any]) -> Line:
    none_at, full_at = (Decimal(str(one[key])) if key in one else None for key in ("none_at", "full_at"))
    group, criterion = (str(one.get(key, "")) for key in ("group", "criterion"))
    return Line(
        one["name"],
        Decimal(one["weight"]),
        group,
        criterion,
        one.get("source", "evidence"),
        one.get("ref", ""),
        none_at,
        full_at,
    )


def computed(item: Mapping[str, Any], code: str, year: int, on: date) -> tuple[Decimal, str] | None:
    """Points of an item that the system computes and from what; None while there is nothing to compute them from."""
    weight = Decimal(item["weight"])
    if item["source"] == "light":
        plan, _slash, key = item["ref"].partition("/")
        light = light_of(plan, key, code, on)
        points = score_from_light(light, weight, Decimal(LawOn(on).value("planning.assessment.yellow").amount))
        return None if points is None else (points, f"{item['ref']}：{light}")
    if item["source"] == "evaluation":
        score = evaluators_score(item["ref"], code, on)
        return None if score is None else (score_from_evaluation(score, weight), f"{item['ref']}：{score} / 100")
    declared = indicators().get(item["ref"]) if item["source"] == "indicator" else None
    if declared is None:
        return None
    value = declared.figure(Span(code, date(year, 1, 1), min(date(year, 12, 31), on))).value
    if value is None:
        return None
    points = score_from_value(value, weight, Decimal(item["none_at"]), Decimal(item["full_at"]))
    return points, f"{item['ref']} = {value}"


def evaluators_score(plan: str, code: str, on: date) -> int | None:
    """The newest score that an outside evaluator gave a report of an authority on a plan, by that day."""
    given = PlanReport.objects.filter(plan_key=plan, code=code, score__isnull=False, assessed_on__lte=on)
    return given.order_by("-assessed_on", "-pk").values_list("score", flat=True).first()


def light_of(plan: str, key: str, code: str, on: date) -> str:
    """The light of a plan's target for an authority's division."""
    return next((row.light for row in standing(plan, code, on) if row.target.key == key), "")


def matrix(row: AssessmentRound) -> dict[str, Any]:
    """The index table with a column for each authority (two queries)."""
    found = list(assessments_of(row.pk))
    names = dict(Authority.objects.filter(pk__in=[a.code for a in found]).values_list("pk", "name"))
    columns = [
        {"a": a, "name": names.get(a.code, a.code), "total": standing_total(a.scores), "state": a.stage.label}
        for a in found
    ]
    lines = [{"i": item, "cells": [a.scores[at] for a in found]} for at, item in enumerate(row.items)]
    return {"columns": columns, "lines": lines}

"""Frames, codes, answers and results of surveys."""

import json
import secrets
from collections import Counter, defaultdict
from typing import Any

from django.db.models import Count, Q

from hengjian.apps.planning.models import SurveyAnswer, SurveyInvite
from hengjian.apps.planning.procedures import Survey
from hengjian.apps.planning.rules import sampling
from hengjian.apps.planning.rules.questionnaire import CALLED, class_of
from hengjian.kernel import divisions, files
from hengjian.kernel.models import Subject
from hengjian.kernel.personal import fingerprint
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.record import CODE_ALPHABET

RESULT = "survey_result"
LENGTH = 10  # 31^10 codes: nobody guesses one of a few thousand
COUNTY = 6
MOST_TEXTS = 200
STEP = 25  # of agreement from 1 to 5 on the scale from 0 to 100


def new_code() -> str:
    """A code such as K7QF2-MXA9T."""
    plain = "".join(secrets.choice(CODE_ALPHABET) for _ in range(LENGTH))
    return f"{plain[:5]}-{plain[5:]}"


def print_of(code: str) -> str:
    """By what a code is found: letters and digits only, whatever the case."""
    return fingerprint("".join(c for c in code.upper() if c.isalnum()), "planning.survey_code")


def subjects_by_place(code: str, classes: list[str]) -> dict[str, list[str]]:
    """Registered subjects at or below a place, by county and class: the strata of a frame."""
    lo, hi = divisions.bounds(code)
    rows = Subject.objects.filter(status="registered", division_code__gte=lo, division_code__lt=hi)
    names = divisions.names()
    found: dict[str, list[str]] = defaultdict(list)
    for pk, place, kind in rows.order_by("pk").values_list("pk", "division_code", "kind").iterator():
        of = class_of(kind)
        if not classes or of in classes:
            found[f"{names.get(place[:COUNTY], place[:COUNTY])} {CALLED[of]}"].append(f"subject:{pk}")
    return dict(sorted(found.items()))


def keep_frame(content: bytes) -> None:
    """The frame becomes the file that its hash names."""
    files.store(content, "application/json")


def frame_of(survey: Survey) -> dict[str, list[str]]:
    """Who stood in each stratum when the frame was fixed."""
    content = files.read(survey.frame_hash)
    strata: dict[str, list[str]] = json.loads(content)["strata"]
    return strata


def survey_of_code(code: str) -> tuple[Survey, bool] | None:
    """The open survey a code belongs to, and whether it has been used; None where there is none."""
    with acting_as(CLOCKWORK):
        invite = SurveyInvite.objects.filter(print=print_of(code)).first() if code else None
        found = Survey.objects.filter(pk=invite.proceeding_id, state="fielding").first() if invite else None
    return (found, invite.used) if found and invite else None


def progress(survey: Survey) -> list[dict[str, Any]]:
    """Invited and answered in each stratum (one query)."""
    rows = SurveyInvite.objects.filter(proceeding_id=survey.pk).values_list("stratum")
    by = {n: (asked, used) for n, asked, used in rows.annotate(a=Count("pk"), u=Count("pk", filter=Q(used=True)))}
    out = []
    for n, stratum in enumerate(survey.strata):
        asked, used = by.get(n, (0, 0))
        out.append({**stratum, "invited": asked, "answered": used, "share": round(100 * used / asked) if asked else 0})
    return out


def codes_of(survey: Survey) -> list[SurveyInvite]:
    """Unused codes that nobody has been told of: for who hands them out by channel."""
    rows = SurveyInvite.objects.filter(proceeding_id=survey.pk, subject=None, used=False)
    return list(rows.order_by("stratum", "pk"))


def told(value: float) -> str:
    """A figure as it is published: one decimal."""
    return f"{value:.1f}"


def result_of(survey: Survey, least: int) -> dict[str, Any]:
    """Satisfaction with its error, each question, each stratum that has enough answers, and how many answered."""
    by: list[list[dict[str, Any]]] = [[] for _stratum in survey.strata]
    for stratum, answers in SurveyAnswer.objects.filter(proceeding_id=survey.pk).values_list("stratum", "answers"):
        by[stratum].append(answers)
    kinds = {str(at): q["kind"] for at, q in enumerate(survey.questions) if q["counts"]}
    values = [[v for one in part if (v := sampling.satisfaction(one, kinds)) is not None] for part in by]
    sizes = [s["population"] for s in survey.strata]
    parts = [sampling.Part(n, found) for n, found in zip(sizes, values, strict=True)]
    whole = sampling.estimate(parts, survey.confidence)
    asked, answered = sum(s["asked"] for s in survey.strata), sum(map(len, by))
    base = {"answers": answered, "invited": asked, "response": told(100 * answered / asked) if asked else "0.0"}
    if whole is None:
        return base
    strata = [
        {"name": s["name"], "answers": len(p.values), "mean": told(p.mean) if len(p.values) >= least else ""}
        for s, p in zip(survey.strata, parts, strict=True)
    ]
    return base | {
        "satisfaction": told(whole.mean),
        "error": f"{whole.error:.2f}",
        "margin": told(whole.margin),
        "confidence": survey.confidence,
        "empty": whole.empty,
        "enough": answered >= survey.wanted,
        "strata": strata,
        "questions": [_question(at, q, by, sizes, survey.confidence) for at, q in enumerate(survey.questions)],
    }


def _question(
    at: int, question: dict[str, Any], by: list[list[dict[str, Any]]], sizes: list[int], confidence: int
) -> dict[str, Any]:
    """One question's figure, weighted like the whole."""
    given = [[one[str(at)] for one in part if str(at) in one] for part in by]
    out: dict[str, Any] = {"text": question["text"], "kind": question["kind"], "answers": sum(map(len, given))}
    if question["kind"] == "text" or not out["answers"]:
        return out
    parts = [sampling.Part(n, [float(v) for v in found]) for n, found in zip(sizes, given, strict=True)]
    if question["kind"] == "nps":
        score = sampling.nps(parts)
        return out | {"value": told(score) if score is not None else ""}
    if question["kind"] == "likert":
        found = sampling.estimate(parts, confidence)
        counts = Counter(v for part in given for v in part)
        return out | {
            "value": told((found.mean - 1) * STEP) if found else "",
            "margin": told(found.margin * STEP) if found else "",
            "counts": [counts[n] for n in range(1, 6)],
        }
    shares = [
        sampling.estimate(
            [sampling.Part(n, [100.0 * (v == choice) for v in part]) for n, part in zip(sizes, given, strict=True)],
            confidence,
        )
        for choice in range(len(question["options"]))
    ]
    names = question["options"]
    return out | {"options": [[name, told(s.mean)] for name, s in zip(names, shares, strict=True) if s]}


def texts_of(survey: Survey) -> list[str]:
    """What was written freely, masked when it was kept, in the order of chance."""
    free = [str(at) for at, q in enumerate(survey.questions) if q["kind"] == "text"]
    rows = SurveyAnswer.objects.filter(proceeding_id=survey.pk).order_by("pk").values_list("answers", flat=True)
    return [one[key] for one in rows[:MOST_TEXTS] for key in free if one.get(key)]


def proof_of(survey: Survey) -> dict[str, Any]:
    """What anybody in charge needs to hold the lot again: frame, root, seed and who was drawn in each stratum."""
    drawn: dict[str, list[str]] = defaultdict(list)
    rows = SurveyInvite.objects.filter(proceeding_id=survey.pk).exclude(subject=None).order_by("pk")
    for stratum, subject in rows.values_list("stratum", "subject_id"):
        drawn[survey.strata[stratum]["name"]].append(f"subject:{subject}")
    return {
        "survey": survey.number,
        "frame_hash": survey.frame_hash,
        "frame": json.loads(files.read(survey.frame_hash)) if survey.frame_hash else None,
        "root": survey.root,
        "drawn": drawn,
    }

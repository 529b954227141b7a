"""评价结果互认: ratings of other bodies come in, classes go out for a purpose, and every look is noted."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Path, Query, Router, Schema

from hengjian.api.auth import ACT, READ, principal_of
from hengjian.apps.credit.actions.risk_ratings import Rating, body_of, look, take_ratings
from hengjian.apps.credit.models import RiskGrade
from hengjian.apps.credit.queries.risk_system import system_named
from hengjian.kernel.models import Subject
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.refusal import NotAllowed, not_found

router = Router()
Code = Path(..., pattern="^[0-9A-HJ-NPQRTUWXY]{18}$")
NOT_READ = "The class was not read."


class RiskOut(Schema):
    """A risk class; it is not public and may be used for the stated purpose only."""

    code: str
    grade: str
    meaning: str
    score: str
    version: str
    graded_at: datetime


@router.get("/risk/{code}", response=RiskOut, auth=READ, operation_id="credit_risk_get")
def risk_class(request: HttpRequest, code: str = Code, purpose: str = Query(..., min_length=4, max_length=200)) -> Any:
    """The class of a subject in the charge of the asking officer or body. The subject is shown who asked and why."""
    who = principal_of(request)
    subject = Subject.objects.filter(code=code).first()
    body = body_of(who)
    if who.kind == "officer":
        grade = RiskGrade.objects.filter(subject=subject).first() if subject else None
        if subject is None or grade is None:
            raise not_found(NOT_READ)
        look(subject, who, purpose)
        return _told(subject, grade)
    if body is None:
        raise NotAllowed(
            NOT_READ, fact="Classes are given to authorities and to bodies with which ratings are exchanged."
        )
    return _for_body(subject, body.division_code, body.name, who, purpose)


def _for_body(subject: Subject | None, place: str, name: str, who: Principal, purpose: str) -> dict[str, Any]:
    """What another department is told: subjects of its place only, under the machine's scope as it has none of its own."""
    with acting_as(CLOCKWORK):
        here = subject is not None and subject.division_code.startswith(place)
        grade = RiskGrade.objects.filter(subject=subject).first() if here else None
        if subject is None or grade is None:
            raise not_found(NOT_READ)
        look(subject, who, purpose, name)
        return _told(subject, grade)


def _told(subject: Subject, grade: RiskGrade) -> dict[str, Any]:
    return {
        "code": subject.code,
        "grade": grade.grade,
        "meaning": system_named(grade.version).class_name(grade.grade, "zh"),
        "score": f"{grade.score / 100:.2f}",
        "version": grade.version,
        "graded_at": timezone.localtime(grade.graded_at),
    }


class RatingIn(Schema):
    """One rating of a subject under the body's own scheme."""

    code: str = Field(pattern="^[0-9A-HJ-NPQRTUWXY]{18}$")
    scheme: str = Field(pattern="^[a-z_]{2,30}$")
    value: str = Field(min_length=1, max_length=20)
    given_on: date
    valid_until: date | None = None
    reference: str = Field("", max_length=80)


class RatingsIn(Schema):
    ratings: list[RatingIn] = Field(min_length=1, max_length=1000)


class Taken(Schema):
    taken: int


@router.post("/ratings", response=Taken, auth=ACT, operation_id="credit_ratings_take")
def ratings(request: HttpRequest, given: RatingsIn) -> Any:
    """Ratings by the body whose key this is; each is kept with its source, a repeat replaces the same day's."""
    found = [Rating(**one.model_dump()) for one in given.ratings]
    return {"taken": take_ratings(principal_of(request), found)}

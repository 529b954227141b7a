"""What a program may do without a key, for people without an account: file by the same acts, look up by code and phone."""

from datetime import datetime
from typing import Any, ClassVar

from django.http import HttpRequest
from ninja import Query, Router, Schema

from hengjian.apps.consumer import queries
from hengjian.apps.consumer.actions.filing import ComplaintFiled
from hengjian.apps.consumer.actions.reports import ReportFiled
from hengjian.apps.consumer.queries.access import guest_of, new_code
from hengjian.kernel.models import Proceeding
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import acting_as
from hengjian.kernel.procedure import concrete_all

router = Router(tags=["consumer"])
MOST = 50


class ComplaintSent(ComplaintFiled):
    """A complaint as a program sends it."""

    through: ClassVar[str] = "api"


class ReportSent(ReportFiled):
    """A report as a program sends it."""

    through: ClassVar[str] = "api"


class TakenOut(Schema):
    number: str
    code: str
    authority: str
    state: str
    due: datetime | None
    act_id: int


class LookIn(Schema):
    code: str
    phone: str = ""


class MatterOut(Schema):
    id: int
    number: str
    procedure: str
    title: str
    state: str
    state_label: str
    opened_at: datetime
    due: datetime | None
    closed_at: datetime | None
    authority: str


class EnterpriseOut(Schema):
    subject: int
    name: str
    place: str
    count: int
    settled: int
    days: float | None
    categories: list[str]


def _taken(name: str, given: Any, phone: str) -> Any:
    code = new_code()
    with acting_as(guest_of(code, phone)) as who:
        done = perform(name, None, given, who)
    row = done.proceeding
    return {
        "number": row.number, "code": code, "authority": row.code, "state": row.state, "due": row.due, "act_id": done.act_id,
    }  # fmt: skip


@router.post("/complaints", response=TakenOut, auth=None, operation_id="consumer_file_complaint")
def complain(request: HttpRequest, given: ComplaintSent) -> Any:
    """File a complaint for a person without an account; the answer holds the query code, shown this once."""
    return _taken("consumer.complaint.complain", given, given.phone)


@router.post("/reports", response=TakenOut, auth=None, operation_id="consumer_file_report")
def report(request: HttpRequest, given: ReportSent) -> Any:
    """File a report, named or anonymous; the answer holds the query code, shown this once."""
    return _taken("consumer.report.report", given, given.phone)


@router.post("/look", response=list[MatterOut], auth=None, operation_id="consumer_look")
def look(request: HttpRequest, given: LookIn) -> Any:
    """What was filed under this code and phone: where it stands, until when. A wrong pair is an empty list."""
    with acting_as(guest_of(given.code, given.phone)):
        rows = Proceeding.objects.filter(procedure__startswith="consumer.").order_by("-opened_at")
        found = concrete_all(list(rows[:MOST]))
    names = ("number", "procedure", "title", "state", "opened_at", "due", "closed_at")
    return [
        {n: getattr(row, n) for n in names} | {"id": row.pk, "state_label": str(row.stage.label), "authority": row.code}
        for row in found
    ]


@router.get("/published", response=list[EnterpriseOut], auth=None, operation_id="consumer_published")
def published(
    request: HttpRequest,
    name: str = Query("", max_length=60),
    place: str = Query("", pattern=r"^(\d{2}|\d{4}|\d{6})?$"),
    category: str = Query("", pattern=r"^([GS]\d{2})?$"),
) -> Any:
    """Published complaints by enterprise; who complained is never part of it."""
    return [vars(line) for line in queries.by_enterprise(name, place, category)]

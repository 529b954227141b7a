"""What the acts by which entities rest and leave share."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from hengjian.apps.registry import queries
from hengjian.kernel import deadline
from hengjian.kernel.finding import Finding
from hengjian.kernel.law import Citation, official
from hengjian.kernel.models import Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import COUNTERPARTY
from hengjian.kernel.procedure import Procedure
from hengjian.kernel.refusal import Incomplete


def own_subject(pk: int, on: Occasion, what: str) -> Subject:
    """The entity that a party acts for, or that an officer names."""
    subject = Subject.objects.filter(pk=pk).first()
    if subject is None or not (on.principal.officer_id or subject.pk in on.principal.subjects):
        raise Incomplete(what, fields={"subject": _("Choose one of your own businesses.")})
    return subject


def any_subject(pk: int, what: str) -> Subject:
    """An entity of the register."""
    subject = Subject.objects.filter(pk=pk, entity__isnull=False).first()
    if subject is None:
        raise Incomplete(what, fields={"subject": _("There is no such entity.")})
    return subject


def put(row: Procedure, subject: Subject) -> None:
    """Let the proceeding be about the entity, before the authority in charge of it."""
    row.subject, row.title, row.subject_name = subject, subject.name, subject.name
    row.code, row.synthetic = subject.division_code[:6], subject.synthetic


def due_day(limit: str, on: Occasion) -> date:
    """The day on which a clock that starts now ends."""
    _limit, reckoning = deadline.reckon(limit, on.law, on.at)
    assert reckoning.due is not None  # a clock that starts now has no stop yet
    return timezone.localdate(reckoning.due)


def morning_after(day: date) -> datetime:
    """The first moment after a day."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def announce(
    row: Any, kind: str, title: str, article: Citation | str, on: Occasion, limit: str = "", **said: Any
) -> None:
    """Publish about the entity; with a limit, until when somebody may object."""
    subject = row.subject
    body = {"name": subject.name, "code": subject.code or "", **said}
    if limit:
        body["objections_until"] = due_day(limit, on).isoformat()
    on.disclose(kind, f"{subject.name}{title}", article, body)


def announce_on_paper(
    row: Any, kind: str, title: str, article: Citation | str, on: Occasion, limit: str, reason_printed: str,
    rows: list[list[str]], **said: Any,
) -> None:  # fmt: skip
    """Publish it, and issue the same as a paper of the authority, with the way to object."""
    announce(row, kind, title, article, on, limit, **said)
    known = [["名称", row.subject.name], ["统一社会信用代码", row.subject.code or ""]]
    until = due_day(limit, on).isoformat()
    printed = {"reason": reason_printed, "rows": [*known, *rows], "until": until, "basis": [article]}
    on.issue("registry.announcement", title, printed)


def admit_departments(row: Procedure, on: Occasion) -> None:
    """Let the departments in charge see the proceeding and object to it."""
    users = {d.user_id for d in queries.departments(row.code) if d.user_id}
    on.parties += [(f"user:{user}", COUNTERPARTY) for user in sorted(users)]


def doubts_of(finding: Finding) -> list[dict[str, str]]:
    """The grounds of a finding as a proceeding keeps them."""
    return [{"fact": str(g.fact), "article": official(g.article), "remedy": str(g.remedy)} for g in finding.grounds]

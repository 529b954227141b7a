"""What acts around a case begin with: the matter they are about, and what a decision that falls takes with it."""

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from hengjian.apps.enforcement.queries.decisions import decided_under
from hengjian.kernel.models import Proceeding, Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import Role
from hengjian.kernel.procedure import procedures
from hengjian.kernel.refusal import Incomplete

STAFF = (Role.HANDLER, Role.APPROVER, Role.HEAD)
LEADERS = (Role.APPROVER, Role.HEAD)
# The machine's act by which a matter takes its decision back: paper, publication and listing go with it.
SETS_ASIDE = ("set_aside", "fall_with_case")


def matter(number: str, field: str, what: str) -> Proceeding:
    """The matter of that number within the scope, or a refusal beside its field."""
    found = (
        Proceeding.objects.filter(number=number.strip()).select_related("subject").first() if number.strip() else None
    )
    if found is None:
        raise Incomplete(what, fields={field: _("There is no matter of this number within what you may see.")})
    return found


def decision(row: Any, number: str, on: Occasion, what: str) -> None:
    """Let a matter be about the decision of that number; a decision that is kept only on paper is named by its number."""
    found = decided_under(number)
    if found is not None and on.principal.officer_id and not on.principal.sees(found.code):
        found = None
    row.decision_no, row.about = number.strip(), found
    if found is None:
        on.note = _("No decision of this number is kept here: what was published of it is withdrawn by hand.")
    else:
        takes_part(row, found.subject, on, code=found.code)
        row.synthetic = row.synthetic or found.synthetic


def concerns(row: Any, subject: Subject | None, code: str = "") -> None:
    """Whom a matter is about and where it is handled. Of what the office does behind its back the subject learns nothing."""
    row.subject, row.subject_name = subject, subject.name if subject else ""
    if code:
        row.code = code
    if subject is not None:
        row.synthetic = row.synthetic or subject.synthetic


def takes_part(row: Any, subject: Subject | None, on: Occasion, code: str = "") -> None:
    """Whom a matter is about, as a party that reads it."""
    concerns(row, subject, code)
    if subject is not None:
        on.admit(f"subject:{subject.pk}", "entity")


def entitle(row: Any, word: str, fallback: str = "") -> None:
    """The title of a desk row: what it is, and whom it concerns."""
    row.title = f"{word}：{row.subject_name or fallback}"[:200]


def of_subject(row: Any, pk: int | None, on: Occasion, what: str) -> None:
    """Let a matter be about a subject in the officer's range."""
    subject = Subject.objects.filter(pk=pk).first() if pk else None
    if subject is None or not (on.principal.sees(subject.division_code) or on.principal.sees(subject.office_code)):
        raise Incomplete(what, fields={"subject": _("Choose a subject in your charge.")})
    takes_part(row, subject, on)


def mine(row: Any, on: Occasion) -> None:
    """Whoever opens it handles it."""
    row.handler_id, row.handler_name = on.principal.officer_id, on.principal.name


def falls(about: Proceeding | None, reason: str, on: Occasion) -> bool:
    """Have the decision taken back by the matter's own machine act; says whether the matter has one."""
    if about is None:
        return False
    kind = procedures().get(about.procedure)
    declared = next((kind.acts[verb] for verb in SETS_ASIDE if verb in kind.acts), None) if kind else None
    if declared is None:
        return False
    on.then(declared.name, about.pk, {"reason": reason[:500]} if "reason" in declared.given.model_fields else {})
    return True


def noon(day: date) -> datetime:
    """The middle of a day in China: from when a limit that begins with a day is counted."""
    return timezone.make_aware(datetime.combine(day, time(12)))

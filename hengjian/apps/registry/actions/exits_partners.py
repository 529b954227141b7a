"""One-stop exit: one application, each department's part sent through the exchange, answers taken as acts.

A department with an address of its own is sent `exit` there, the others find their parts by page or API; all may answer as
`answer`, later answers take the place of earlier ones.
"""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.registry import queries
from hengjian.apps.registry.models import DEPARTMENTS, Department, ExitMatter
from hengjian.apps.registry.procedures import OneStopExit
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, COUNTERPARTY, MACHINE
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed

from . import exchange
from .exits import DEPARTMENT
from .leaving import own_subject, put

ANSWERS = [("cleared", gettext_lazy("Settled")), ("objected", gettext_lazy("Not settled"))]


class ExitParts(Given):
    subject: int = ask(gettext_lazy("Business"), kind="subject")
    departments: list[str] = ask(
        gettext_lazy("With which departments"), choices=[d for d in DEPARTMENTS if d[0] not in ("court", "other")]
    )


class ExitOutcome(Given):
    department: str = ask(gettext_lazy("Department"), choices=DEPARTMENTS, pattern=DEPARTMENT)
    outcome: str = ask(gettext_lazy("Outcome"), choices=ANSWERS, pattern="^(cleared|objected)$")
    note: str = ask(gettext_lazy("What is still to be done"), default="", lines=2, at_most=500)


class ExitSent(Given):
    department: str = ask(gettext_lazy("Department"), choices=DEPARTMENTS, pattern=DEPARTMENT)
    state: str = ask(gettext_lazy("State"), pattern="^(sent|cleared|objected|failed)$")
    reference: str = ask(gettext_lazy("Reference"), default="", at_most=60)
    note: str = ask(gettext_lazy("Note"), default="", at_most=500)


@act(None, OneStopExit.received, by=APPLICANT, label=gettext_lazy("Apply for a one-stop exit"))
def apply_everywhere(row: OneStopExit, given: ExitParts, on: Occasion) -> None:
    """Ask all departments at once, beside the deregistration itself."""
    what = _("The application was not taken.")
    subject = own_subject(given.subject, on, what)
    put(row, subject)
    here = {d.kind for d in queries.departments(row.code)}
    missing = [kind for kind in given.departments if kind not in here]
    if missing or not given.departments:
        names = "、".join(str(dict(DEPARTMENTS).get(kind, kind)) for kind in missing)
        raise Incomplete(
            what,
            fields={"departments": _("Choose departments that take part here, not: %(names)s.") % {"names": names}},
        )
    row.departments = list(dict.fromkeys(given.departments))
    on.admit(f"subject:{subject.pk}", "entity")
    on.then("registry.one_stop_exit.fan_out", row.pk)


@act(OneStopExit.received, OneStopExit.running, by=MACHINE, label=gettext_lazy("Send to the departments"))
def fan_out(row: OneStopExit, given: Nothing, on: Occasion) -> None:
    """Put each department's part into the outbox; departments without an address find it by page or API."""
    chosen = queries.departments(row.code).filter(kind__in=row.departments)
    nearest = {d.kind: d for d in chosen.order_by("division_code")}
    subject = Subject.objects.get(pk=row.subject_id or 0)
    for one in nearest.values():
        waits = bool(one.address)
        ExitMatter.objects.create(
            proceeding_id=row.pk,
            department=one,
            state="waiting" if waits else "sent",
            sent_at=None if waits else on.at,
        )
        if waits:
            exchange.queue(
                subject, one.kind, one.name[:60], exchange.EXIT, f"exit:{row.pk}:{one.kind}", message_of(row, one), on.at,
                matter_id=row.pk, limit="registry.one_stop_answer", address=one.address,
            )  # fmt: skip
    users = {d.user_id for d in nearest.values() if d.user_id}
    on.parties += [(f"user:{user}", COUNTERPARTY) for user in sorted(users)]


def message_of(row: OneStopExit, department: Department) -> dict[str, Any]:
    """What a department is told: whom it is about, and under which number it answers."""
    return {
        "matter": "exit",
        "proceeding": row.pk,
        "number": row.number,
        "entity": row.subject_name,
        "code": row.subject.code if row.subject else "",
        "department": department.kind,
    }


def settle(row: OneStopExit, on: Occasion) -> State:
    """Done when every department has settled its part."""
    if ExitMatter.objects.filter(proceeding_id=row.pk).exclude(state="cleared").exists():
        return OneStopExit.running
    on.tell(APPLICANT, title=_("Settled with all departments: %(name)s") % {"name": row.title})
    return OneStopExit.done


@act(
    OneStopExit.running,
    (OneStopExit.running, OneStopExit.done),
    by=COUNTERPARTY,
    label=gettext_lazy("Answer"),
)
def answer(row: OneStopExit, given: ExitOutcome, on: Occasion) -> State:
    """A department says whether its part is settled; a later answer takes the place of an earlier one."""
    what = _("The answer was not taken.")
    own = queries.department_of(on.principal.user_id)
    if own is None or own.kind != given.department:
        raise NotAllowed(what, fact=_("Your account does not act for this department."))
    part = ExitMatter.objects.filter(proceeding_id=row.pk, department=own).first()
    if part is None:
        raise Conflict(what, fact=_("This department was not asked."))
    part.state, part.note, part.answered_at = given.outcome, given.note, on.at
    part.save(update_fields=["state", "note", "answered_at"])
    on.note = f"{own.name}：{given.note}" if given.note else own.name
    if given.outcome == "objected":
        on.tell(APPLICANT, title=_("%(name)s: not settled") % {"name": own.name}, body=given.note)
    return settle(row, on)


@act(
    OneStopExit.running,
    (OneStopExit.running, OneStopExit.done),
    by=MACHINE,
    label=gettext_lazy("Record what became of the sending"),
)
def record_sending(row: OneStopExit, given: ExitSent, on: Occasion) -> State:
    """A part was sent, answered, or could not be sent."""
    part = ExitMatter.objects.filter(proceeding_id=row.pk, department__kind=given.department).first()
    if part is None:
        raise Conflict(_("It was not recorded."), fact=_("This department was not asked."))
    part.state, part.reference, part.note = given.state, given.reference or part.reference, given.note
    part.sent_at = on.at if given.state == "sent" else part.sent_at
    part.answered_at = on.at if given.state in ("cleared", "objected") else None
    part.save(update_fields=["state", "reference", "note", "sent_at", "answered_at"])
    return settle(row, on)


@act((OneStopExit.received, OneStopExit.running), OneStopExit.withdrawn, by=APPLICANT, label=gettext_lazy("Withdraw"))
def recall(row: OneStopExit, given: Nothing, on: Occasion) -> None:
    """Take the application back; what a department has done stays done."""

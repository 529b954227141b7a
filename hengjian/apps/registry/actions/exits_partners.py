"""One-stop exit: one application, each department's part sent over HTTP from an outbox, answers taken as acts.

Protocol: POST to the department's address `{matter, number, entity, code, department}` with an `Idempotency-Key`; the
answer is `{reference, state: "sent" | "cleared" | "objected", note}`. Later answers come in by the API as `answer`.
"""

import json
import logging
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import app

from hengjian.apps.registry import queries
from hengjian.apps.registry.models import DEPARTMENTS, ExitMatter
from hengjian.apps.registry.procedures import OneStopExit
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import APPLICANT, CLOCKWORK, COUNTERPARTY, MACHINE, acting_as
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed, Refusal

from .exits import DEPARTMENT
from .leaving import own_subject, put

log = logging.getLogger("hengjian.partners")
PATIENCE, ATTEMPTS = 5, 10  # seconds for one answer; times a part is sent before a person has to look
OPEN = ("waiting", "sent")
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
    part: int = ask(gettext_lazy("Part"), kind="number")
    state: str = ask(gettext_lazy("State"), pattern="^(waiting|sent|cleared|objected|failed)$")
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
    ExitMatter.objects.bulk_create(
        ExitMatter(
            proceeding_id=row.pk,
            department=d,
            state="waiting" if d.address else "sent",
            sent_at=None if d.address else on.at,
        )
        for d in nearest.values()
    )
    users = {d.user_id for d in nearest.values() if d.user_id}
    on.parties += [(f"user:{user}", COUNTERPARTY) for user in sorted(users)]


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
    """A part was sent, answered at once, or could not be sent."""
    part = ExitMatter.objects.get(pk=given.part, proceeding_id=row.pk)
    part.attempts += 1
    part.state, part.reference, part.note = given.state, given.reference or part.reference, given.note
    if given.state == "waiting" and part.attempts >= ATTEMPTS:
        part.state = "failed"
    part.sent_at = on.at if given.state == "sent" else part.sent_at
    part.answered_at = on.at if given.state in ("cleared", "objected") else None
    part.save()
    return settle(row, on)


@act((OneStopExit.received, OneStopExit.running), OneStopExit.withdrawn, by=APPLICANT, label=gettext_lazy("Withdraw"))
def recall(row: OneStopExit, given: Nothing, on: Occasion) -> None:
    """Take the application back; what a department has done stays done."""


@app.periodic(cron="* * * * *")
@app.task(name="registry.deliver", queueing_lock="registry.deliver")
def deliver(timestamp: int) -> None:
    """Send what waits in the outbox."""
    deliver_waiting()


def deliver_waiting(most: int = 100) -> int:
    """Send each part that waits, outside any transaction, then record what became of it. Gives how many were sent."""
    with acting_as(CLOCKWORK):
        rows = ExitMatter.objects.filter(state="waiting").select_related("department", "proceeding__subject")
        waiting = list(rows.order_by("attempts", "pk")[:most])
    return sum(_deliver(part) for part in waiting)


def _deliver(part: ExitMatter) -> bool:
    said = send(part.department.address, message_of(part), key=f"exit:{part.pk}")
    given = {"part": part.pk, **said}
    with acting_as(CLOCKWORK) as machine:
        try:
            perform("registry.one_stop_exit.record_sending", part.proceeding_id, given, machine)
        except Refusal as refusal:
            log.warning("part %s of %s: %s", part.pk, part.proceeding_id, refusal.fact)
            return False
    return said["state"] != "waiting"


def message_of(part: ExitMatter) -> dict[str, Any]:
    """What a department is told: whom it is about, and under which number it answers."""
    row = part.proceeding
    return {
        "matter": "exit",
        "proceeding": row.pk,
        "number": row.number,
        "entity": row.subject_name,
        "code": row.subject.code if row.subject else "",
        "department": part.department.kind,
        "at": timezone.now().isoformat(),
    }


def send(address: str, message: dict[str, Any], key: str) -> dict[str, Any]:
    """POST one message; what cannot be sent or understood goes on waiting, with the reason."""
    headers = {"Content-Type": "application/json", "Idempotency-Key": key}
    request = Request(address, json.dumps(message).encode(), headers)
    if request.type not in ("http", "https"):
        return {"state": "waiting", "note": f"{request.type}?"}
    try:
        with urlopen(request, timeout=PATIENCE) as response:
            said = json.loads(response.read(100_000))
        state = said["state"] if said["state"] in ("sent", "cleared", "objected") else "sent"
        return {
            "state": state,
            "reference": str(said.get("reference", ""))[:60],
            "note": str(said.get("note", ""))[:500],
        }
    except (URLError, TimeoutError, OSError, ValueError, KeyError, TypeError) as error:
        return {"state": "waiting", "note": f"{type(error).__name__}: {error}"[:500]}

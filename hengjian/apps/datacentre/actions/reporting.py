"""Reports upward and sideways: a schedule adopted by two, a delivery a period, receipt or errors, sent again when corrected."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.datacentre.models import ImportedRow, ImportedTable
from hengjian.apps.datacentre.procedures import ReportDelivery, ReportSchedule
from hengjian.apps.datacentre.procedures.reporting import PERIODS, RECIPIENTS
from hengjian.apps.datacentre.queries import standard
from hengjian.apps.datacentre.rules import reporting as rules
from hengjian.apps.registry.actions import exchange
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCK, CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete

from .mappings import ADOPTERS, KEEPERS, MappingReason

MOST_ERRORS = 200
TOPIC = "rows"


class ScheduleDraft(Given):
    table: str = ask(gettext_lazy("Table"), kind="reported_table", at_most=40)
    recipient: str = ask(gettext_lazy("To"), choices=RECIPIENTS)
    period: str = ask(gettext_lazy("How often"), choices=PERIODS, default="month")
    elements: str = ask(
        gettext_lazy("Data elements, separated by commas"), default="", lines=3, at_most=2000,
        help=gettext_lazy("Left empty: every element of the table that tells of no person"),
    )  # fmt: skip
    since: date = ask(gettext_lazy("From"), kind="date")


class DeliveryPeriod(Given):
    schedule: int = ask(gettext_lazy("Schedule"), kind="number")
    name: str = ask(gettext_lazy("Period"), at_most=12)
    since: date = ask(gettext_lazy("From"), kind="date")
    until: date = ask(gettext_lazy("Until"), kind="date")


class DeliveryReceipt(Given):
    receipt: str = ask(gettext_lazy("Receipt"), at_most=80)
    rows: int = ask(gettext_lazy("Rows"), kind="number", at_least=0)


class DeliveryErrors(Given):
    errors: list[dict[str, str]] = ask(gettext_lazy("Errors"))


class DeliveryFailure(Given):
    why: str = ask(gettext_lazy("Reason"), at_most=300)


@act(None, ReportSchedule.drafted, by=KEEPERS, label=gettext_lazy("Draft a schedule of reports"))
def draft_schedule(row: ReportSchedule, given: ScheduleDraft, on: Occasion) -> None:
    """Which elements of which table go to whom, how often. What tells of a person stays here."""
    what = _("No schedule was drafted.")
    table = ImportedTable.objects.filter(key=given.table).first()
    if table is None:
        raise Incomplete(what, fields={"table": _("There is no such table.")})
    known = {line["element"]: standard.elements()[line["element"]] for line in table.columns}
    asked = [part.strip() for part in given.elements.replace("，", ",").split(",") if part.strip()]
    strange = [name for name in asked if name not in known]
    personal = [name for name in asked if name in known and known[name].sealed]
    if strange or personal:
        fact = _("Not in the table: %(names)s") if strange else _("Tells of a person and stays here: %(names)s")
        raise Incomplete(what, fields={"elements": fact % {"names": "、".join(strange or personal)}})
    row.elements = asked or [name for name, element in known.items() if not element.sealed]
    row.table_key, row.recipient, row.period, row.since = given.table, given.recipient, given.period, given.since
    row.title = f"{table.title}：{row.get_recipient_display()}"[:200]


@act(
    ReportSchedule.drafted,
    ReportSchedule.running,
    by=ADOPTERS,
    label=gettext_lazy("Adopt the schedule"),
    apart_from="draft_schedule",
)
def adopt_schedule(row: ReportSchedule, given: Nothing, on: Occasion) -> None:
    """From its day on every period that is over is reported."""


@act(
    (ReportSchedule.drafted, ReportSchedule.running),
    ReportSchedule.ended,
    by=ADOPTERS,
    label=gettext_lazy("End the schedule"),
)
def end_schedule(row: ReportSchedule, given: MappingReason, on: Occasion) -> None:
    """No further period is reported."""
    on.note = given.reason


@act(None, ReportDelivery.pending, by=CLOCK, label=gettext_lazy("Report a period"))
def open_delivery(row: ReportDelivery, given: DeliveryPeriod, on: Occasion) -> None:
    """A period is over; its rows are due."""
    schedule = ReportSchedule.objects.filter(pk=given.schedule, state="running").first()
    if schedule is None:
        raise Conflict(_("Nothing is to be reported."), fact=_("The schedule is not in force."))
    row.code, row.schedule_id, row.table_key = schedule.code, schedule.pk, schedule.table_key
    row.recipient, row.period, row.since, row.until = schedule.recipient, given.name, given.since, given.until
    row.title, row.synthetic = f"{schedule.title} {given.name}"[:200], schedule.synthetic


@act(ReportDelivery.pending, ReportDelivery.received, by=CLOCK, label=gettext_lazy("Take the receipt"))
def take_receipt(row: ReportDelivery, given: DeliveryReceipt, on: Occasion) -> None:
    """The recipient has every row."""
    row.receipt, row.rows, row.errors, row.failure = given.receipt, given.rows, [], ""


@act(ReportDelivery.pending, ReportDelivery.faulty, by=CLOCK, label=gettext_lazy("Take the list of errors"))
def take_errors(row: ReportDelivery, given: DeliveryErrors, on: Occasion) -> None:
    """The recipient sent it back; each error names its row."""
    row.errors = given.errors[:MOST_ERRORS]
    on.note = _("%(count)d errors") % {"count": len(given.errors)}
    if row.handler_id:
        on.tell(
            f"officer:{row.handler_id}", title=_("Report sent back: %(number)s") % {"number": row.number}, body=on.note
        )


@act(ReportDelivery.pending, None, by=CLOCK, label=gettext_lazy("Note that it did not arrive"))
def note_failure(row: ReportDelivery, given: DeliveryFailure, on: Occasion) -> None:
    """It is tried again; its limit runs on."""
    row.failure = on.note = given.why


@act(ReportDelivery.faulty, ReportDelivery.pending, by=KEEPERS, label=gettext_lazy("Send again"))
def resend(row: ReportDelivery, given: MappingReason, on: Occasion) -> None:
    """After the rows were corrected at their source or by a new run."""
    row.attempt += 1
    on.note = given.reason


@act(
    (ReportDelivery.pending, ReportDelivery.faulty),
    ReportDelivery.dropped,
    by=ADOPTERS,
    label=gettext_lazy("Do not send it"),
    favourable=False,
)
def drop_delivery(row: ReportDelivery, given: MappingReason, on: Occasion) -> None:
    """Not reported, and why."""
    on.note = given.reason


# ---- what the worker does ----


def open_due(day: date) -> int:
    """Open a delivery for the period that is over of every schedule in force; the same period once."""
    opened = 0
    with acting_as(CLOCKWORK) as machine:
        for schedule in ReportSchedule.objects.filter(state="running"):
            period = rules.before(schedule.period, day)
            if schedule.since and period.until <= schedule.since:
                continue
            if ReportDelivery.objects.filter(schedule_id=schedule.pk, period=period.name).exists():
                continue
            given = {"schedule": schedule.pk, "name": period.name, "since": period.since, "until": period.until}
            key = f"report:{schedule.pk}:{period.name}"
            opened += not perform(f"{ReportDelivery.key}.open_delivery", None, given, machine, key=key).replayed
    return opened


def pending() -> list[int]:
    """Deliveries that are to be sent."""
    with acting_as(CLOCKWORK):
        return list(ReportDelivery.objects.filter(state="pending").order_by("pk").values_list("pk", flat=True))


def rows_of(row: ReportDelivery, elements: list[str]) -> list[dict[str, Any]]:
    """The rows that came in or changed in the period, in the elements of the schedule."""
    found = ImportedRow.objects.filter(
        table__key=row.table_key, at__date__gte=row.since, at__date__lt=row.until
    ).order_by("pk")
    return [{"key": one.key, **{name: one.body.get(name) for name in elements}} for one in found.iterator(2000)]


def deliver(pk: int) -> str:
    """Send one delivery; the network is waited for outside every transaction. Gives what became of it."""
    with acting_as(CLOCKWORK):
        row = ReportDelivery.objects.filter(pk=pk, state="pending").first()
        schedule = ReportSchedule.objects.filter(pk=row.schedule_id or 0).first() if row else None
        if row is None or schedule is None:
            return ""
        rows = rows_of(row, schedule.elements)
    schema = [{"element": name, "type": standard.elements()[name].type} for name in schedule.elements]
    errors: list[dict[str, str]] = []
    reference = ""
    for number, part in enumerate(rules.messages(rows), 1):
        payload = {
            "report": row.number, "table": row.table_key, "period": row.period, "part": number, "schema": schema, "rows": part,
        }  # fmt: skip
        receipt = exchange.post(row.recipient, TOPIC, f"report:{row.pk}:{row.attempt}:{number}", payload)
        if receipt.outcome in ("failed", "unreachable"):
            return _noted(row, "note_failure", {"why": receipt.message[:300] or receipt.outcome})
        if receipt.outcome == "refused":
            errors += [{k: str(v)[:200] for k, v in one.items()} for one in (receipt.data or {}).get("errors", [])] or [
                {"row": "", "element": "", "why": receipt.message}
            ]
        reference = receipt.reference
    if errors:
        return _noted(row, "take_errors", {"errors": errors[:MOST_ERRORS]})
    return _noted(row, "take_receipt", {"receipt": reference, "rows": len(rows)})


def _noted(row: ReportDelivery, verb: str, given: dict[str, Any]) -> str:
    if verb == "note_failure" and row.failure == given["why"]:
        return verb  # said already; the ledger need not hear it every hour
    with acting_as(CLOCKWORK) as machine:
        perform(f"{ReportDelivery.key}.{verb}", row.pk, given, machine, version=row.version)
    return verb


def send_all() -> None:
    """What the hour does: open what is due, send what waits."""
    open_due(timezone.localdate())
    for pk in pending():
        deliver(pk)

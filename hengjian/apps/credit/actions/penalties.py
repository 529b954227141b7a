"""Acts about penalties recorded for publication."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.credit.procedures import RecordedPenalty
from hengjian.apps.credit.rules import penalties as rules
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import CLOCK, MACHINE, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Incomplete

from .taking import OWNER, end_entry, enter, entry_of, last_day, publish, take

STAFF = (Role.HANDLER, Role.APPROVER, Role.HEAD)
BODIES = [("yes", gettext_lazy("A market regulation authority")), ("no", gettext_lazy("Another authority"))]


class PenaltyRecord(Given):
    subject: int = ask(gettext_lazy("Subject"), kind="subject")
    decision_no: str = ask(gettext_lazy("Decision number"), at_most=80)
    decided_by: str = ask(gettext_lazy("Body that decided"), at_most=80)
    decided_on: str = ask(gettext_lazy("Decided on"), kind="date", pattern=r"^\d{4}-\d{2}-\d{2}$")
    market: str = ask(gettext_lazy("Who decided"), choices=BODIES, pattern="^(yes|no)$", default="yes")
    severity: str = ask(
        gettext_lazy("Severity, where another authority decided"),
        choices=rules.SEVERITIES,
        pattern="^(minor|general|serious)$",
        default="general",
    )
    simple: bool = ask(gettext_lazy("Decided by simple procedure"), kind="check", default=False)
    kinds: list[str] = ask(gettext_lazy("Kind of penalty"), choices=rules.KINDS)
    fine: Decimal = ask(
        gettext_lazy("Fine and confiscation"), kind="money", default=Decimal(0), at_least=0, at_most=10**13
    )
    field: str = ask(gettext_lazy("Field of law"), choices=rules.FIELDS, default="other")
    violation: str = ask(gettext_lazy("Violation"), lines=3, at_least=4, at_most=500)
    article: str = ask(gettext_lazy("Article violated"), at_most=200)
    performed: bool = ask(gettext_lazy("All duties have been performed"), kind="check", default=False)
    perform_by: date | None = ask(gettext_lazy("To be performed by"), kind="date", default=None)
    summary: str = ask(gettext_lazy("Decision as published, masked"), lines=6, default="", at_most=20000)


class PenaltyChange(Given):
    reason: str = ask(
        gettext_lazy("What became of the decision: changed, revoked, held unlawful or void"), lines=3, at_least=4
    )


@act(
    None,
    (RecordedPenalty.recorded, RecordedPenalty.not_published),
    by=(*STAFF, MACHINE),
    label=gettext_lazy("Record a penalty decision"),
)
def record(row: RecordedPenalty, given: PenaltyRecord, on: Occasion) -> State:
    """A decision of this or another body goes on record; twenty working days from it to be published (Order 45, art. 9)."""
    what = _("The penalty was not recorded.")
    take(row, given.subject, on, what)
    _check(row, given, on, what)
    for name in ("decision_no", "decided_by", "fine", "field", "severity", "simple", "violation", "article"):
        setattr(row, name, getattr(given, name))
    row.kinds, row.market, row.performed = list(given.kinds), given.market == "yes", given.performed
    row.perform_by, row.summary = given.perform_by, given.summary
    found = rules.publication(facts_of(row), on.law)
    row.term = found.term
    if not found.public:
        on.note = _("Not published: a warning, a minor matter or a decision by simple procedure.")
        return RecordedPenalty.not_published
    assert row.decided_on is not None
    on.count_from(timezone.make_aware(datetime.combine(row.decided_on, time(12))))
    return RecordedPenalty.recorded


def _check(row: RecordedPenalty, given: PenaltyRecord, on: Occasion, what: str) -> None:
    row.decided_on = day_of(given.decided_on, "decided_on", what)
    fields: dict[str, Any] = {}
    if row.decided_on > on.day:
        fields["decided_on"] = _("The day lies ahead.")
    if not given.kinds:
        fields["kinds"] = _("Choose one of the values offered.")
    twice = RecordedPenalty.objects.filter(decision_no=given.decision_no, subject_id=given.subject)
    if twice.exclude(state="withdrawn").exists():
        fields["decision_no"] = _("This decision is on record already.")
    if fields:
        raise Incomplete(what, fields=fields)


def day_of(text: str, field: str, what: str) -> Any:
    """A day as it was written."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Incomplete(what, fields={field: _("Write a date such as 2026-11-20.")}) from None


def facts_of(row: RecordedPenalty) -> rules.PenaltyFacts:
    """What the publication follows from."""
    return rules.PenaltyFacts(
        tuple(row.kinds), Decimal(row.fine), row.field, row.market, row.severity, simple=row.simple
    )


@act(
    RecordedPenalty.recorded,
    RecordedPenalty.published,
    by=(*STAFF, MACHINE),
    label=gettext_lazy("Publish"),
    discloses="penalty",
    basis="samr_penalty_publicity art. 9",
)
def publish_penalty(row: RecordedPenalty, given: Nothing, on: Occasion) -> None:
    """The decision becomes public; how long depends on kind, severity and who decided (Order 45, art. 13)."""
    found = rules.publication(facts_of(row), on.law)
    article = on.law.limit(found.term).basis("zh-hans")
    title = f"行政处罚（{row.decision_no}）：{row.violation}"
    enter(
        row,
        on,
        "penalty",
        row.field,
        title,
        article,
        authority=row.decided_by,
        until=last_day(found.term, on.law, on.at),
        least=found.least,
        severe=found.severe,
        field=row.field,
    )
    if row.summary:
        on.disclosures[-1].body["decision"] = row.summary
    on.tell(*OWNER, title=_("A penalty was published: %(number)s") % {"number": row.decision_no})


@act(RecordedPenalty.published, RecordedPenalty.ended, by=CLOCK, label=gettext_lazy("The term of publication is over"))
def end_term(row: RecordedPenalty, given: Nothing, on: Occasion) -> None:
    """After three months or three years it is shown no longer (Order 45, art. 13)."""
    entry = entry_of(row)
    if entry:
        end_entry(entry, on, "term")


@act(
    (RecordedPenalty.recorded, RecordedPenalty.published, RecordedPenalty.hidden),
    None,
    by=(*STAFF, MACHINE),
    label=gettext_lazy("Note that the duties are performed"),
    favourable=True,
)
def note_performed(row: RecordedPenalty, given: Nothing, on: Occasion) -> None:
    """The fine is paid and what was ordered is done."""
    row.performed = True


@act(
    (RecordedPenalty.published, RecordedPenalty.recorded),
    RecordedPenalty.changed,
    by=STAFF,
    label=gettext_lazy("The decision was changed or revoked"),
    favourable=True,
)
def note_change(row: RecordedPenalty, given: PenaltyChange, on: Occasion) -> None:
    """Within three working days it is withdrawn from the public (Order 45, art. 11)."""
    on.note = given.reason


@act(
    RecordedPenalty.changed,
    RecordedPenalty.withdrawn,
    by=STAFF,
    label=gettext_lazy("Withdraw from the public"),
    irreversible=True,
    favourable=True,
)
def withdraw_penalty(row: RecordedPenalty, given: Nothing, on: Occasion) -> None:
    """It is no longer shown, and counts no more."""
    entry = entry_of(row)
    if entry:
        end_entry(entry, on, "withdrawn")
    on.tell(*OWNER, title=_("A penalty was withdrawn from the public: %(number)s") % {"number": row.decision_no})


@act(
    (RecordedPenalty.recorded, RecordedPenalty.published, RecordedPenalty.changed, RecordedPenalty.hidden),
    RecordedPenalty.withdrawn,
    by=MACHINE,
    label=gettext_lazy("The decision was set aside"),
    basis="samr_penalty_publicity art. 11",
    held="*",
    favourable=True,
)
def set_aside(row: RecordedPenalty, given: PenaltyChange, on: Occasion) -> None:
    """The case it came from was set aside: withdrawn with it, and counts no more (Order 45, art. 11)."""
    on.note = given.reason
    entry = entry_of(row)
    if entry:
        end_entry(entry, on, "withdrawn")
    on.tell(*OWNER, title=_("A penalty was withdrawn from the public: %(number)s") % {"number": row.decision_no})


@act(
    (RecordedPenalty.published, RecordedPenalty.changed),
    RecordedPenalty.hidden,
    by=MACHINE,
    label=gettext_lazy("Stop the publication early"),
    held="*",
    favourable=True,
)
def stop_early(row: RecordedPenalty, given: Nothing, on: Occasion) -> None:
    """The repair was granted: shown, shared and used no longer (Order 45, art. 14)."""
    entry = entry_of(row)
    if entry:
        end_entry(entry, on, "repaired")


@act(
    RecordedPenalty.hidden,
    RecordedPenalty.published,
    by=MACHINE,
    label=gettext_lazy("Publish again"),
    discloses="penalty",
    basis="samr_credit_repair art. 14",
    held="*",
    favourable=False,
)
def publish_again(row: RecordedPenalty, given: Nothing, on: Occasion) -> None:
    """The repair was revoked: the publication begins anew with its full term."""
    again(row, on, row.term or "credit.penalty_long")


def again(row: Any, on: Occasion, term: str) -> None:
    """A new entry like the one that was taken back."""
    old = entry_of(row)
    assert old is not None, "nothing is published again that was not published before"
    old.pk, old.act_id, old.since = None, on.act_id, on.day
    old.until, old.ended_on, old.ended_why = last_day(term, on.law, on.at), None, ""
    old.save(force_insert=True)
    publish(old, row, on, old.until)


@act(RecordedPenalty.hidden, RecordedPenalty.ended, by=CLOCK, label=gettext_lazy("Close the record"))
def close_record(row: RecordedPenalty, given: Nothing, on: Occasion) -> None:
    """No revocation of the repair has come."""

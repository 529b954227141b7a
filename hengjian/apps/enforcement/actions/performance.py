"""履行: payment, instalments, surcharge, urging, and the court (处罚法 66–74; 行政强制法 53–55)."""

from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.enforcement.procedures import Case
from hengjian.apps.enforcement.rules import limits as rules
from hengjian.apps.enforcement.rules.money import fen, yuan
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import CLOCK, MACHINE, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Conflict, TooLate

from . import instalments, printer, publicity
from .cases import last_day, noon

STAFF = (Role.HANDLER, Role.APPROVER, Role.HEAD)
OWED = (Case.performing, Case.deferred, Case.unpaid, Case.urged, Case.in_court)


class Urging(Given):
    by: date | None = ask(gettext_lazy("Perform by"), kind="date", default=None)


class CourtApplication(Given):
    materials: str = ask(gettext_lazy("Materials, one a line"), lines=4, default="", at_most=900)


class CourtOutcome(Given):
    outcome: str = ask(
        gettext_lazy("What the court did"),
        choices=[
            ("enforced", gettext_lazy("Enforced in full")),
            ("ended", gettext_lazy("Enforcement ended without success")),
            ("refused", gettext_lazy("Not allowed")),
        ],
    )
    note: str = ask(gettext_lazy("Number and day of the ruling"), at_least=2, at_most=300)


def owed(row: Case, on: Occasion) -> int:
    """What is still to be paid, surcharge included, in fen."""
    return max(0, row.money + row.surcharge - row.paid)


def reckon(row: Case, on: Occasion, day: date) -> None:
    """The surcharge up to a day; an approved deferral has none until its last day (处罚法 66, 72)."""
    if row.pay_by and row.fine and row.state in ("unpaid", "urged", "in_court"):
        row.surcharge = rules.surcharge(row.fine, row.pay_by, day, on.law)


@act(OWED, (Case.performed, *OWED), by=STAFF, label=gettext_lazy("Record a payment"), favourable=True)
def pay(row: Case, given: instalments.Payment, on: Occasion) -> State:
    """Paid at the bank or electronically; decided and collected by different hands (处罚法 67)."""
    what = _("The payment was not recorded.")
    day = given.paid_on or on.day
    instalments.check_day(given, day, row.decided_on, on, what)
    reckon(row, on, day)
    instalments.check_amount(given, owed(row, on), what)
    row.paid += fen(given.amount)
    row.paid_on = day
    on.note = f"{yuan(fen(given.amount))} {given.receipt}".strip()
    if owed(row, on):
        return row.states[row.state]
    publicity.performed_on_record(row, on)
    return Case.performed


@act(
    (Case.performing, Case.unpaid), Case.deferred, by=Role.HEAD, label=gettext_lazy("Grant deferral or instalments"),
    basis="penalty_law art. 66", favourable=True,
)  # fmt: skip
def defer(row: Case, given: instalments.Deferral, on: Occasion) -> None:
    """Hardship: the head lets the party pay later or in parts (处罚法 66)."""
    row.plan, row.pay_by = instalments.plan_of(given, owed(row, on), on, _("Nothing was granted."))
    instalments.print_plan(row, row.plan, on)
    on.note = given.reason
    on.then("enforcement.case.run_over_plan", row.pk, {}, at=noon(row.pay_by + timedelta(days=1)))


@act(Case.performing, Case.unpaid, by=CLOCK, label=gettext_lazy("The time to pay is over"), favourable=False)
def run_over(row: Case, given: Nothing, on: Occasion) -> None:
    """From the day after, three per cent of the fine a day, never above the fine (处罚法 72)."""
    _overdue(row, on)


@act(Case.deferred, Case.unpaid, by=MACHINE, label=gettext_lazy("The instalments are over"), favourable=False)
def run_over_plan(row: Case, given: Nothing, on: Occasion) -> None:
    """The last instalment was not paid in time."""
    if row.pay_by and on.day <= row.pay_by:
        raise Conflict(_("Nothing has run out."), fact=_("There is still time."))
    _overdue(row, on)


def _overdue(row: Case, on: Occasion) -> None:
    if row.handler_id:
        title = _("Not performed in time: %(number)s") % {"number": row.decision_no or row.number}
        on.tell(f"officer:{row.handler_id}", title=title)
    if row.subject_id:
        title = _("The time to pay is over: %(number)s") % {"number": row.decision_no}
        on.tell(f"subject:{row.subject_id}", title=title, body=printer.performance(row, on.law))


@act(
    Case.unpaid, Case.urged, by=STAFF, label=gettext_lazy("Urge performance"), certificate=True,
    basis="compulsion_law art. 54", favourable=False,
)  # fmt: skip
def urge(row: Case, given: Urging, on: Occasion) -> None:
    """履行催告书: before the court is asked, the party is urged and may speak (强制法 54)."""
    what = _("It was not urged.")
    reckon(row, on, on.day)
    wait = on.law.limit("penalty.urge_wait")
    by = given.by or last_day("penalty.urge_wait", on.law, on.day)
    facts = printer.facts_of(row, on.law) | {
        "duty": f"履行《行政处罚决定书》（{row.decision_no}）确定的义务",
        "by": f"自收到本催告书之日起{wait.amount}个工作日内（{printer.day_words(by)}前）",
        "amount": f"罚没款人民币{yuan(row.money - row.paid)}元，加处罚款人民币{yuan(row.surcharge)}元",
        "statement_right": "收到本催告书后，你（单位）有权进行陈述和申辩。逾期不履行的，本机关将依法申请人民法院强制执行。",
    }
    printer.print_paper(row, "PEN-48", facts, on, what)
    row.urged_on = on.day


@act(
    Case.urged, Case.in_court, by=Role.HEAD, label=gettext_lazy("Apply to the court"),
    basis="compulsion_law art. 53", favourable=False,
)  # fmt: skip
def apply_to_court(row: Case, given: CourtApplication, on: Occasion) -> None:
    """Ten days after urging, when the time for appeal is over, and within three months from then (强制法 53, 54)."""
    what = _("The court was not asked.")
    assert row.served_on is not None
    assert row.urged_on is not None
    earliest = last_day("penalty.urge_wait", on.law, row.urged_on)
    appeal = last_day("penalty.appeal", on.law, row.served_on)
    latest = last_day("penalty.court_enforcement", on.law, appeal)
    if on.day <= max(earliest, appeal):
        raise Conflict(
            what,
            fact=_("The court may be asked after %(day)s.") % {"day": max(earliest, appeal).isoformat()},
            article=on.law.limit("penalty.court_enforcement").cite,
            remedy=_("Wait until the time for appeal and the urged time are over."),
        )
    if on.day > latest:
        raise TooLate(
            what,
            fact=_("The three months ended on %(day)s.") % {"day": latest.isoformat()},
            article=on.law.limit("penalty.court_enforcement").cite,
        )
    reckon(row, on, on.day)
    facts = printer.facts_of(row, on.law) | {
        "basis_of": f"《行政处罚决定书》（{row.decision_no}）",
        "amount": f"罚没款人民币{yuan(row.money - row.paid)}元，加处罚款人民币{yuan(row.surcharge)}元",
        "duty": "；".join(row.penalty_words),
        "materials": [line.strip() for line in given.materials.split("\n") if line.strip()],
    }
    printer.print_paper(row, "PEN-49", facts, on, what, to="人民法院")


@act(
    Case.in_court, (Case.performed, Case.unpaid), by=STAFF, label=gettext_lazy("Record what the court did"),
)  # fmt: skip
def note_court(row: Case, given: CourtOutcome, on: Occasion) -> State:
    """Enforced, ended without success, or not allowed; the duty stands where it was not enforced."""
    on.note = given.note
    if given.outcome == "enforced":
        row.paid, row.paid_on = row.money + row.surcharge, on.day
        publicity.performed_on_record(row, on)
    if given.outcome == "refused":
        return Case.unpaid
    row.closing = "" if given.outcome == "enforced" else f"终结执行：{given.note}"
    return Case.performed

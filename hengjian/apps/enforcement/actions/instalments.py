"""Payment, deferral and instalments of a fine, the entity's and a person's alike (处罚法 66, 67)."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.enforcement.procedures import Case
from hengjian.apps.enforcement.rules.money import fen, yuan
from hengjian.apps.enforcement.rules.papers import Value
from hengjian.kernel.given import Given, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.refusal import Incomplete

from . import printer


class Payment(Given):
    amount: Decimal = ask(gettext_lazy("Amount paid"), kind="money", at_least=0, at_most=10**12)
    paid_on: date | None = ask(gettext_lazy("Paid on"), kind="date", default=None)
    receipt: str = ask(gettext_lazy("Receipt number"), default="", at_most=80)


class Instalment(Given):
    day: date = ask(gettext_lazy("Until"), kind="date")
    amount: Decimal = ask(gettext_lazy("Amount"), kind="money", at_least=0)


class Deferral(Given):
    reason: str = ask(gettext_lazy("Hardship, and what proves it"), lines=3, at_least=4, at_most=900)
    plan: list[Instalment] = ask(gettext_lazy("Instalments; one line defers"))


def check_day(given: Payment, day: date, decided_on: date | None, on: Occasion, what: str) -> None:
    """Paid between the decision and today, and something was paid."""
    if day > on.day or (decided_on and day < decided_on):
        raise Incomplete(what, fields={"paid_on": _("The day does not fit.")})
    if given.amount <= 0:
        raise Incomplete(what, fields={"amount": _("Say how much was paid.")})


def check_amount(given: Payment, owed: int, what: str) -> None:
    """Never more than is owed."""
    if fen(given.amount) > owed:
        raise Incomplete(
            what,
            fact=_("Only %(owed)s yuan are owed.") % {"owed": yuan(owed)},
            fields={"amount": _("More than is owed.")},
        )


def plan_of(given: Deferral, owed: int, on: Occasion, what: str) -> tuple[list[dict[str, Any]], date]:
    """The plan as the file keeps it, and its last day; it makes up the whole, and its days lie ahead."""
    total = sum(fen(line.amount) for line in given.plan)
    days = [line.day for line in given.plan]
    faults: dict[str, Any] = {}
    if not given.plan or total != owed:
        faults["plan"] = _("The instalments must make up %(owed)s yuan.") % {"owed": yuan(owed)}
    elif days != sorted(days) or days[0] <= on.day:
        faults["plan"] = _("The days must lie ahead, one after another.")
    if faults:
        raise Incomplete(what, article=on.law.cite("penalty_law art. 66"), fields=faults)
    return [{"day": line.day.isoformat(), "fen": fen(line.amount)} for line in given.plan], days[-1]


def print_plan(case: Case, plan: list[dict[str, Any]], on: Occasion, party: Value = "", to: str = "") -> None:
    """延期（分期）缴纳罚款通知书 to whom the plan is granted."""
    facts = printer.facts_of(case, on.law) | {
        "amount": f"人民币{yuan(sum(line['fen'] for line in plan))}元",
        "plan": [
            f"{printer.day_words(date.fromisoformat(line['day']))}前缴纳人民币{yuan(line['fen'])}元" for line in plan
        ],
    }
    printer.print_paper(
        case, "PEN-47", facts | ({"party": party} if party else {}), on, _("Nothing was granted."), to=to
    )

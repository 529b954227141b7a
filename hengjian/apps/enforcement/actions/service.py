"""送达: every paper reaches the party by one of six ways, with its proof (处罚法 61; 民事诉讼法)."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.enforcement.models import PaperService
from hengjian.apps.enforcement.models.services import WAYS
from hengjian.apps.enforcement.procedures import Case, PersonPenalty
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Paper
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import CLOCK, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Incomplete

from . import printer, publicity, sides
from .cases import last_day, noon

STAFF = (Role.HANDLER, Role.APPROVER, Role.HEAD)
ZH = {
    "direct": "直接送达",
    "left": "留置送达",
    "post": "邮寄送达",
    "electronic": "电子送达",
    "entrusted": "委托送达",
    "public": "公告送达",
}


class ServiceGiven(Given):
    way: str = ask(gettext_lazy("Way of service"), choices=WAYS, default="direct")
    on: date | None = ask(gettext_lazy("Received on; for a public notice: published on"), kind="date", default=None)
    place: str = ask(gettext_lazy("Place"), default="", at_most=200)
    receiver: str = ask(gettext_lazy("Who received it"), default="", at_most=60, personal=True)
    witness: str = ask(gettext_lazy("Witness, or that it was filmed"), default="", at_most=120)
    tried: str = ask(gettext_lazy("Which other ways failed"), lines=2, default="", at_most=300)
    proof: str = ask(gettext_lazy("Receipt, picture or recording"), kind="file", default="")
    signature: str = ask(gettext_lazy("Signature on the screen"), kind="signature", default="")


class PaperServed(ServiceGiven):
    paper: str = ask(gettext_lazy("Paper to be served"), kind="case_paper")


class DecisionServed(ServiceGiven):
    pass


def paper_number(pk: int, sheet: str) -> str:
    """The number of the newest paper of the kind in a file; empty if none was issued."""
    found = Paper.objects.filter(proceeding_id=pk, data__paper=sheet).order_by("-pk").values_list("number", flat=True)
    return found.first() or ""


def record(
    row: Case | PersonPenalty, given: ServiceGiven, sheet: str, on: Occasion, what: str, number: str = "",
    case: Case | None = None,
) -> date:  # fmt: skip
    """Enter the service with its proof; gives the day it is served, which for a public notice lies ahead.

    `case` is the case of a person's penalty, whose officers serve.
    """
    about: Case = case or row  # type: ignore[assignment]
    day = given.on or on.day
    _check(row, given, day, on, what)
    number = number or paper_number(row.pk, sheet)
    served = last_day("penalty.public_notice", on.law, day) if given.way == "public" else day
    paper = f"《{_title(sheet)}》（{number}）"
    place = given.place or ("当事人确认的电子送达地址" if given.way == "electronic" else "当事人确认的送达地址")
    got = given.receiver[:1] + "**签收" if given.receiver else given.witness or given.tried or "见送达凭证"
    lines = {"paper": paper, "way": f"{ZH[given.way]}，{place}，{printer.day_words(day)}", "receiver": got}
    if given.way == "public":
        until = f"自公告之日起经过{on.law.limit('penalty.public_notice').amount}日，即视为送达（{printer.day_words(served)}）。"
        printer.print_paper(
            about, "PEN-51", printer.facts_of(about, on.law) | {"paper": paper, "deemed": until}, on, what
        )
    else:
        printer.print_paper(about, "PEN-50", lines, on, what)
    for token, name in ((given.proof, "送达凭证"), (given.signature, "签收签名")):
        on.keep_sent(token, name, taken_at=noon(day), place=given.place)
    PaperService.objects.create(
        proceeding_id=row.pk,
        paper=sheet,
        paper_number=number,
        way=given.way,
        place=place,
        receiver=given.receiver,
        note=(given.witness or given.tried)[:300],
        sent_on=day,
        served_on=served,
        by=on.principal.name,
    )
    sides.ensure(about, row if isinstance(row, PersonPenalty) else None)
    on.note = f"{ZH[given.way]} {paper}"
    return served


def _title(sheet: str) -> str:
    return printer.rules.sheets()[sheet].zh


def _check(row: Case | PersonPenalty, given: ServiceGiven, day: date, on: Occasion, what: str) -> None:
    """Each way has its condition; what is missing is named with its article."""
    law = on.law
    faults: dict[str, Any] = {}
    article: Any = law.cite("civil_procedure_law art. 87")
    if day > on.day:
        faults["on"] = _("The day lies ahead.")
    if given.way == "direct" and not given.receiver:
        faults["receiver"] = _("Say who received it.")
    if given.way == "left" and not given.witness:
        faults["witness"] = _("What is left needs a witness, or pictures.")
        article = law.cite("civil_procedure_law art. 89")
    if given.way == "electronic" and not row.electronic:
        faults["way"] = _("The party has not agreed to electronic service.")
        article = law.cite("samr_penalty_procedure art. 82")
    if given.way == "public" and not given.tried:
        faults["tried"] = _("A public notice comes last: say which other ways failed.")
        article = law.cite("civil_procedure_law art. 95")
    if faults:
        raise Incomplete(what, fact=next(iter(faults.values())), article=article, fields=faults)


SERVED_LATER = (
    Case.investigation, Case.concluded, Case.reviewed, Case.noticed, Case.hearing, Case.heard, Case.performing,
    Case.deferred, Case.unpaid, Case.urged, Case.performed,
)  # fmt: skip


@act(SERVED_LATER, None, by=STAFF, label=gettext_lazy("Record the service of another paper"), certificate=True)
def serve_paper(row: Case, given: PaperServed, on: Occasion) -> None:
    """Orders, notices of tests, summonses, reminders: each with its proof of service."""
    what = _("The service was not recorded.")
    found = Paper.objects.filter(proceeding_id=row.pk, number=given.paper).first()
    sheet = found.data.get("paper", "") if found else ""
    if found is None or sheet in ("PEN-37", "PEN-45", "PEN-46", ""):
        raise Incomplete(what, fields={"paper": _("Notice and decision have acts of their own; choose another paper.")})
    record(row, given, sheet, on, what, number=found.number)


@act(
    Case.decided,
    (Case.performing, Case.by_notice, Case.performed),
    by=STAFF,
    label=gettext_lazy("Serve the decision"),
    certificate=True,
    basis="penalty_law art. 61",
)
def serve_decision(row: Case, given: DecisionServed, on: Occasion) -> State:
    """Within seven working days; fifteen days to pay run from the receipt (处罚法 61, 67)."""
    what = _("The decision was not served.")
    sheet = "PEN-45" if row.result == "penalty" else "PEN-46"
    row.decision_no = paper_number(row.pk, sheet)
    row.served_on = record(row, given, sheet, on, what)
    if given.way == "public":
        on.count_from(noon(given.on or on.day))
        return Case.by_notice
    return served(row, on)


@act(Case.by_notice, (Case.performing, Case.performed), by=CLOCK, label=gettext_lazy("The public notice is over"))
def deem_served(row: Case, given: Nothing, on: Occasion) -> State:
    """Thirty days after the public notice the decision counts as served (民事诉讼法 95)."""
    return served(row, on)


def served(row: Case, on: Occasion) -> State:
    """The decision has effect: the time to pay runs, and it goes on the subject's record to be published."""
    assert row.served_on is not None
    if row.result != "penalty":
        return Case.performed
    row.pay_by = last_day("penalty.payment", on.law, row.served_on)
    publicity.enter_record(row, on)
    if not row.money:
        return Case.performed
    on.count_from(noon(row.served_on))
    return Case.performing

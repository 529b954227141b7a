"""责令改正: order, report, second look, and what follows where the time runs out."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.inspection.procedures import CorrectionOrder, SiteCheck
from hengjian.apps.inspection.rules import corrections as rules
from hengjian.apps.inspection.rules.catalogue import corrections, question
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, CLOCK, MACHINE, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Incomplete

from . import checks

KINDS = [(one.key, one.zh) for one in corrections().values()]
OPEN_CHECKS = ("in_field", "recorded", "concluded", "published")


class OrderRequest(Given):
    check_number: str = ask(gettext_lazy("Site check"), kind="check_number", at_most=60)
    kind: str = ask(gettext_lazy("Kind"), choices=KINDS)
    term: str = ask(gettext_lazy("By when"), choices=rules.TERMS, default="")
    faults: str = ask(
        gettext_lazy("What is to be corrected, one a line"), lines=4, default="", at_most=3000,
        help=gettext_lazy("Left empty: the faults of the record"),
    )  # fmt: skip


class CorrectionReport(Given):
    report: str = ask(gettext_lazy("What was corrected, and how"), lines=4, at_least=4, at_most=1500)
    file: str = ask(gettext_lazy("Picture or proof"), kind="file", default="")


class SecondLook(Given):
    companion: int = ask(gettext_lazy("Second officer"), kind="officer")
    finding: str = ask(gettext_lazy("What was found"), lines=3, at_least=4, at_most=1000)


class SecondVisit(Given):
    officers: list[int] = ask(gettext_lazy("Officers"), kind="check_officer")


class LookFinding(Given):
    finding: str = ask(gettext_lazy("What was found"), default="", at_most=1000)


@act(
    None,
    (CorrectionOrder.ordered, CorrectionOrder.corrected),
    by=Role.HANDLER,
    label=gettext_lazy("Order a correction"),
    certificate=True,
    paper="inspection.order",
    favourable=False,
    basis="penalty_law art. 28",
)
def order(row: CorrectionOrder, given: OrderRequest, on: Occasion) -> State:
    """What a check has found is to be put right, by when and how it is proved."""
    what = _("No correction was ordered.")
    found = SiteCheck.objects.select_related("subject").filter(number=given.check_number.strip()).first()
    if found is None or found.state not in OPEN_CHECKS:
        raise Incomplete(what, fields={"check_number": _("There is no such check that has begun.")})
    typed = [line.strip() for line in given.faults.splitlines() if line.strip()]
    row.faults = [text[:600] for text in typed or _of_record(found)]
    row.kind, row.term = given.kind, rules.term_of(given.kind, given.term)
    rules.admissible(given.kind, given.term, row.faults).require(what)
    row.check_id, row.check_number, row.items = found.pk, found.number, found.items
    row.subject, row.subject_name, row.code = found.subject, found.subject_name, found.code
    row.synthetic = row.synthetic or found.synthetic
    row.title = f"{found.subject_name}：{row.kind_name}"
    row.handler_id, row.handler_name = on.principal.officer_id, on.principal.name
    on.admit(f"subject:{found.subject_id}", "entity")
    on.issue("inspection.order", "责令改正通知书", _paper(row, on))
    on.tell(f"subject:{found.subject_id}", title=_("Order to correct"), body="；".join(row.faults)[:900])
    return CorrectionOrder.ordered if row.term else CorrectionOrder.corrected


def _of_record(found: SiteCheck) -> list[str]:
    """The faults as the record tells them."""
    lines = []
    for key in found.faults:
        asked = question(key)
        lines.append(f"{asked.ask if asked else key}：{found.answers[key]['note']}")
    return lines


def _paper(row: CorrectionOrder, on: Occasion) -> dict[str, Any]:
    kind = corrections()[row.kind]
    limit = on.law.limit(row.term) if row.term else None
    return {
        "to": row.subject_name,
        "kind": kind.zh,
        "check": row.check_number,
        "faults": row.faults,
        "term": f"{limit.amount}日内" if limit else "当场",
        "basis": [on.law.cite(kind.cite).official, on.law.cite("penalty_law art. 28").official],
    }


@act(
    (CorrectionOrder.ordered, CorrectionOrder.overdue),
    CorrectionOrder.reported,
    by=(APPLICANT, Role.HANDLER),
    label=gettext_lazy("Report the correction"),
)
def report_correction(row: CorrectionOrder, given: CorrectionReport, on: Occasion) -> None:
    """The subject says what it has put right; who is late still should."""
    row.reported_text = given.report
    on.note = given.report
    on.keep_sent(given.file, "整改材料")
    if row.handler_id:
        on.tell(f"officer:{row.handler_id}", title=_("Correction reported: %(number)s") % {"number": row.number})


@act(
    CorrectionOrder.reported,
    CorrectionOrder.corrected,
    by=Role.HANDLER,
    label=gettext_lazy("Corrected, by the papers"),
    certificate=True,
    favourable=True,
)
def confirm_correction(row: CorrectionOrder, given: SecondLook, on: Occasion) -> None:
    """Two officers have looked at the proof: it is put right."""
    _two(given.companion, on)
    on.note = given.finding
    on.tell("entity", title=_("The correction is confirmed: %(number)s") % {"number": row.number})


def _two(companion: int, on: Occasion) -> None:
    pks = [pk for pk in (on.principal.officer_id, companion) if pk]
    checks.rules.team(checks.members(pks), on.day, on.law).require(_("The correction was not judged."))


@act(
    CorrectionOrder.reported,
    CorrectionOrder.second_look,
    by=Role.HANDLER,
    label=gettext_lazy("Look again at the place"),
)
def look_again(row: CorrectionOrder, given: SecondVisit, on: Occasion) -> None:
    """The second look is a check of its own, which rests on this order."""
    checks.open_check(
        row.subject_id or 0,
        officers=given.officers,
        items=row.items,
        origin="recheck",
        source=f"{row.number}#{row.version}",
        by=None,
        authority=row.code,
        occasion=on,
        recheck_of=row.pk,
    )


@act(
    CorrectionOrder.second_look,
    CorrectionOrder.corrected,
    by=MACHINE,
    label=gettext_lazy("Corrected, by the second look"),
    favourable=True,
)
def confirm_second_look(row: CorrectionOrder, given: LookFinding, on: Occasion) -> None:
    """The check that looked again has found nothing."""
    on.note = given.finding
    on.tell("entity", title=_("The correction is confirmed: %(number)s") % {"number": row.number})


@act(
    (CorrectionOrder.second_look, CorrectionOrder.reported),
    CorrectionOrder.not_corrected,
    by=(MACHINE, Role.HANDLER),
    label=gettext_lazy("Not corrected"),
    favourable=False,
)
def find_uncorrected(row: CorrectionOrder, given: LookFinding, on: Occasion) -> None:
    """Looked at again, it is still not put right: a lead follows."""
    on.note = given.finding
    row.overdue_since = row.overdue_since or on.at
    _pursue(row, given.finding or _("Not corrected"), on)


@act(
    CorrectionOrder.ordered,
    CorrectionOrder.overdue,
    by=CLOCK,
    label=gettext_lazy("Time to correct is over"),
    favourable=False,
)
def lapse_correction(row: CorrectionOrder, given: Nothing, on: Occasion) -> None:
    """Nothing was reported in time: a lead follows, and the order stays open."""
    row.overdue_since = on.at
    _pursue(row, "逾期未改正", on)
    on.tell("entity", title=_("The time to correct is over: %(number)s") % {"number": row.number})


def _pursue(row: CorrectionOrder, what: str, on: Occasion) -> None:
    given = {
        "source": "correction",
        "source_number": row.number,
        "source_proceeding": row.pk,
        "subject": row.subject_id,
        "authority": row.code,
        "cause": "not_corrected",
        "what": "；".join([what, *row.faults])[:1000],
        "items": row.items,
    }
    on.then("enforcement.lead.hand_over_found", None, given)


@act(
    CorrectionOrder.overdue,
    CorrectionOrder.not_corrected,
    by=Role.HANDLER,
    label=gettext_lazy("Close as not corrected"),
    favourable=False,
)
def give_up(row: CorrectionOrder, given: LookFinding, on: Occasion) -> None:
    """The lead goes on; nothing more is expected under this order."""
    on.note = given.finding


@act(
    (CorrectionOrder.ordered, CorrectionOrder.overdue),
    CorrectionOrder.lifted,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Lift the order"),
    apart_from="order",
)
def lift_order(row: CorrectionOrder, given: checks.CallOff, on: Occasion) -> None:
    """The order was wrong or has become pointless."""
    on.note = given.reason
    on.tell("entity", title=_("The order to correct is lifted: %(number)s") % {"number": row.number})

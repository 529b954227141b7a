"""The party is told what is intended, and heard: notice, statement, hearing (处罚法 44–45, 63–64)."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.enforcement.procedures import Case
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.models import Officer
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import MACHINE, Role
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed, TooLate

from . import persons, printer, service, telling
from .cases import last_day
from .hearings import HearingReport, record_hearing

STAFF = (Role.HANDLER, Role.APPROVER, Role.HEAD)
RECUSAL = (
    "你（单位）有权申请听证主持人回避，可以亲自参加听证，也可以委托一至二人代理；"
    "应当出席而无正当理由拒不出席或者中途退出的，视为放弃听证权利。"
)


class NoticeApproval(Given):
    opinion: str = ask(gettext_lazy("Opinion"), default="", at_most=500)


class NoticeService(service.ServiceGiven):
    pass


class PartyStatement(Given):
    statement: str = ask(gettext_lazy("What the party says"), lines=5, default="", at_most=4000)
    waived: bool = ask(gettext_lazy("The party waives statement and hearing in writing"), kind="check", default=False)


class HearingRequest(Given):
    asked_on: date | None = ask(gettext_lazy("Asked on"), kind="date", default=None)
    grounds: str = ask(gettext_lazy("Grounds"), lines=3, default="", at_most=2000)


class HearingPlan(Given):
    at: datetime = ask(gettext_lazy("When"), kind="datetime")
    place: str = ask(gettext_lazy("Place"), default="", at_most=200)
    host: int = ask(gettext_lazy("Who presides"), kind="officer")


@act(
    (Case.reviewed, Case.noticed, Case.heard),
    Case.noticed,
    by=(Role.APPROVER, Role.HEAD),
    label=gettext_lazy("Issue the notice"),
    basis="penalty_law art. 44",
    apart_from=("propose", "conclude"),
    favourable=None,
)
def give_notice(row: Case, given: NoticeApproval, on: Occasion) -> None:
    """行政处罚告知书: what is intended, with facts, reasons, articles and rights. A heavier intention is told anew."""
    what = _("No notice was issued.")
    if row.result != "penalty":
        raise Conflict(what, fact=_("No penalty is intended; decide without notice."))
    if row.due is not None and on.at > row.due:
        on.note = _("The time for the decision has run out.")
    printer.print_paper(row, "PEN-37", printer.facts_of(row, on.law), on, what)
    row.notice_kinds, row.notice_fine, row.notice_confiscation = list(row.kinds), row.fine, row.confiscation
    row.notice_served_on = row.statement_until = row.hearing_until = None
    row.statement, row.waived = "", False
    persons.tell_persons(row, on)
    on.note = given.opinion or on.note


@act(Case.noticed, None, by=STAFF, label=gettext_lazy("Record the service of the notice"), certificate=True)
def serve_notice(row: Case, given: NoticeService, on: Occasion) -> None:
    """Five working days to speak, and to ask for a hearing, run from the service (处罚法 64, 程序规定 57)."""
    telling.serve(row, given, on, printer.hearing_due(row, on.law), row)


@act(Case.noticed, None, by=(*STAFF, MACHINE), label=gettext_lazy("Record the statement of the party"))
def hear_statement(row: Case, given: PartyStatement, on: Occasion) -> None:
    """What the party says is written down and answered in the decision; it never makes the penalty heavier (处罚法 45)."""
    telling.hear(row, given, on)
    on.note = given.statement or _("The party waives statement and hearing.")


@act(
    Case.noticed, Case.hearing, by=(*STAFF, MACHINE), label=gettext_lazy("Take the request for a hearing"),
    basis="penalty_law art. 64", favourable=False,
)  # fmt: skip
def request_hearing(row: Case, given: HearingRequest, on: Occasion) -> None:
    """Asked for within five working days: the authority holds a hearing, and the clock stands still (程序规定 64)."""
    what = _("The request was not taken.")
    asked = given.asked_on or on.day
    if row.notice_served_on is None:
        raise Conflict(what, fact=_("The notice has not been served."))
    if row.hearing_until is None:
        raise NotAllowed(
            what,
            fact=_("No hearing is offered for this penalty."),
            article=on.law.cite("penalty_law art. 63"),
            remedy=_("Take it as a statement."),
        )
    if asked > on.day or asked < row.notice_served_on:
        raise Incomplete(what, fields={"asked_on": _("The day does not fit.")})
    if asked > row.hearing_until:
        raise TooLate(
            what,
            fact=_("The time to ask for a hearing ended on %(day)s.") % {"day": row.hearing_until.isoformat()},
            article=on.law.limit("penalty.hearing_request").cite,
            remedy=_("Take it as a statement."),
        )
    row.hearing_asked_on = asked
    on.stop_clock("听证期间", on.law.cite("samr_penalty_procedure art. 64"))
    on.note = given.grounds


@act(Case.hearing, None, by=(Role.APPROVER, Role.HEAD), label=gettext_lazy("Set the hearing"))
def set_hearing(row: Case, given: HearingPlan, on: Occasion) -> None:
    """Told seven working days before; presided over by somebody who has not investigated (处罚法 64)."""
    what = _("The hearing was not set.")
    at = given.at if timezone.is_aware(given.at) else timezone.make_aware(given.at)
    host = Officer.objects.select_related("user").filter(pk=given.host, active=True).first()
    earliest = last_day("penalty.hearing_notice", on.law, on.day)
    faults: dict[str, Any] = {}
    if host is None or host.pk in row.officers:
        faults["host"] = _("Who presides must be an officer who has not investigated.")
    if timezone.localdate(at) <= earliest:
        term = on.law.limit("penalty.hearing_notice").amount
        faults["at"] = _("The party is told %(days)d working days before: not before %(day)s.") % {
            "days": term,
            "day": earliest.isoformat(),
        }
    if faults or host is None:
        article = on.law.cite("penalty_law art. 64")
        raise Incomplete(what, fact=next(iter(faults.values())), article=article, fields=faults)
    facts = printer.facts_of(row, on.law) | {
        "when": timezone.localtime(at).strftime("%Y年%m月%d日%H时%M分"),
        "place": given.place,
        "host": host.user.display_name,
        "recusal": RECUSAL,
    }
    printer.print_paper(row, "PEN-39", facts, on, what)
    row.hearing_at, row.hearing_place, row.host_id, row.host = at, given.place, host.pk, host.user.display_name
    on.tell(f"officer:{host.pk}", title=_("You preside over a hearing: %(number)s") % {"number": row.number})


@act(
    Case.hearing, Case.heard, by=STAFF, label=gettext_lazy("Hold the hearing"), basis="penalty_law art. 64",
    apart_from=("propose", "conclude"),
)  # fmt: skip
def hold_hearing(row: Case, given: HearingReport, on: Occasion) -> None:
    """听证笔录 and 听证报告; the clock runs on, and the decision rests on the record (处罚法 65)."""
    what = _("The hearing was not recorded.")
    if row.hearing_at is None or row.hearing_at > on.at:
        raise Conflict(what, fact=_("The hearing has not been set, or lies ahead."))
    if on.principal.officer_id != row.host_id:
        raise NotAllowed(what, fact=_("Who presides records the hearing."), article=on.law.cite("penalty_law art. 64"))
    when = timezone.localtime(row.hearing_at).strftime("%Y年%m月%d日%H时%M分")
    record_hearing(row, given, on, what, when, row.hearing_place, row.host)
    row.heard_on = on.day
    row.reviewed_on = None  # a case that was heard is reviewed again
    on.resume_clock()
    on.note = given.advice


@act(
    Case.hearing, Case.noticed, by=(Role.APPROVER, Role.HEAD), label=gettext_lazy("End the hearing unheld"),
    favourable=False,
)  # fmt: skip
def end_hearing(row: Case, given: HearingRequest, on: Occasion) -> None:
    """The party takes its request back, or does not appear without good reason (处罚法 64)."""
    row.hearing_at, row.host_id, row.host, row.hearing_until = None, None, "", row.hearing_until
    row.waived = True
    on.resume_clock()
    on.note = given.grounds

"""Reports of a breach: verified in time, handed to enforcement, decided, and the named informant told (Order 20 art. 31)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.consumer.procedures import Report
from hengjian.apps.consumer.procedures.report import PROLONGED, RESULTS
from hengjian.apps.consumer.rules.categories import breaches
from hengjian.apps.consumer.rules.fields import field_of
from hengjian.apps.enforcement import actions as enforcement
from hengjian.apps.enforcement.queries import of_proceeding
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, MACHINE, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Conflict, Incomplete

from .competence import FilingTransfer, moved
from .examining import look
from .filing import BY_HAND, PHONE, YOU, Matter, fill, register, sign
from .remarks import Classified, MoreSaid, corrected
from .words import STAFF, letter, tell_urged, zh

NOT_TAKEN, BREACH = gettext_lazy("The report was not taken."), gettext_lazy("Kind of breach")
OPEN = (Report.received, Report.verifying)


class BreachMatter(Matter):
    """What both a report and an insider's report say of the breach."""

    breach_kind: str = ask(BREACH, kind="consumer_breach", default="", at_most=24, section=BREACH)


class ReportFiled(BreachMatter):
    named: bool = ask(
        gettext_lazy("I report under my own name and want to be told"), kind="check", default=True, section=YOU
    )
    name: str = ask(gettext_lazy("Your name"), default="", at_most=40, personal=True)
    phone: str = ask(gettext_lazy("Your phone"), kind="phone", default="", pattern=rf"^$|{PHONE}", personal=True)
    wants_reward: bool = ask(gettext_lazy("I ask for a reward if there is one"), kind="check", default=False)


class ReportEntered(ReportFiled):
    channel: str = ask(gettext_lazy("Channel"), choices=BY_HAND, section=gettext_lazy("How it came in"))
    channel_number: str = ask(gettext_lazy("Number of the channel"), default="", at_most=60)


class ReportClassified(Classified):
    breach_kind: str = ask(BREACH, kind="consumer_breach", default="", at_most=24, stands="breach_kind")


class ToEnforcement(Given):
    note: str = ask(gettext_lazy("What enforcement should look at"), lines=3, default="", at_most=500)


class ReportOutcome(Given):
    result: str = ask(gettext_lazy("Result"), choices=RESULTS)
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=900)
    receiver: str = ask(gettext_lazy("Passed on to"), default="", at_most=120)


class InformantTold(Given):
    words: str = ask(gettext_lazy("What the informant is told"), lines=3, at_least=4, at_most=900)


def _report(row: Report, given: ReportFiled, on: Occasion) -> None:
    fill(row, given, on, str(NOT_TAKEN))
    if given.named and not (given.name and given.phone):
        gap = _("Who wants to be told gives name and phone.")
        raise Incomplete(str(NOT_TAKEN), fields={"name": gap, "phone": gap})
    row.breach_kind, row.named, row.wants_reward = given.breach_kind, given.named, given.wants_reward
    sign(row, given.name if given.named else "", given.phone, on)
    register(row, on, "举报", "count")


@act(None, Report.received, by=APPLICANT, label=gettext_lazy("Report a breach"))
def report(row: Report, given: ReportFiled, on: Occasion) -> None:
    """Somebody reports a breach, by name or anonymously, with or without an account."""
    row.channel = given.through
    _report(row, given, on)


@act(None, Report.received, by=STAFF, label=gettext_lazy("Enter a report"))
def enter_report(row: Report, given: ReportEntered, on: Occasion) -> None:
    """An officer writes down a report from telephone, letter, walk-in or the city's hotline."""
    row.channel, row.channel_number = given.channel, given.channel_number
    _report(row, given, on)


@act(Report.received, None, by=MACHINE, label=gettext_lazy("Look at a report"))
def count(row: Report, given: Nothing, on: Occasion) -> None:
    """What the machine can say for itself; it never refuses anybody."""
    look(row, on)


@act(OPEN, None, by=APPLICANT, label=gettext_lazy("Add to the report"))
def add(row: Report, given: MoreSaid, on: Occasion) -> None:
    """The informant adds facts or evidence."""
    on.note = given.more
    on.keep_sent(given.file, "补充材料")


@act((*OPEN, Report.to_tell), None, by=APPLICANT, label=gettext_lazy("Urge"))
def urge(row: Report, given: Nothing, on: Occasion) -> None:
    """催办: how often is on the file."""
    row.urged += 1
    tell_urged(row, on)


@act(OPEN, None, by=STAFF, label=gettext_lazy("Correct the classification"), internal=True)
def classify(row: Report, given: ReportClassified, on: Occasion) -> None:
    """The officer's word stands above the machine's; the field of the lead follows from it."""
    if given.breach_kind and given.breach_kind not in breaches():
        raise Incomplete(_("It was not classified."), fields={"breach_kind": _("Choose one of the values offered.")})
    corrected(row, given, on)
    row.breach_kind = given.breach_kind
    on.note = " ".join(filter(None, (breaches().get(given.breach_kind, ""), on.note)))


@act(
    OPEN,
    None,
    by=Role.HEAD,
    label=gettext_lazy("Prolong the verification"),
    offered_if=lambda row, who: row.due_limit != PROLONGED,
)
def prolong(row: Report, given: Nothing, on: Occasion) -> None:
    """The head prolongs the fifteen working days once."""
    if row.due_limit == PROLONGED:
        raise Conflict(_("It was not prolonged."), fact=_("It has been prolonged once already."))
    on.prolong(PROLONGED)


@act(Report.received, Report.verifying, by=STAFF, label=gettext_lazy("Hand to enforcement"), internal=True)
def to_enforcement(row: Report, given: ToEnforcement, on: Occasion) -> None:
    """Enforcement verifies it as a lead; who reported is not part of what it gets."""
    row.handler_id, row.handler_name = on.principal.officer_id, on.principal.name
    what = "\n".join(filter(None, (given.note, row.what)))[:1500]
    lead = enforcement.leads.hand_over(
        "complaint", row.subject_id, what, authority=row.code, number=row.number, proceeding=row.pk, cause="breach",
        field=field_of(row.breach_kind, row.problem, row.category),
    )  # fmt: skip
    row.lead, on.note = lead.pk, lead.number


@act(OPEN, Report.to_tell, by=STAFF, label=gettext_lazy("Record what became of it"), internal=True)
def record_outcome(row: Report, given: ReportOutcome, on: Occasion) -> None:
    """A case is filed or not, with the reason; what has become a lead waits for the lead's decision."""
    what = _("The outcome was not recorded.")
    lead = of_proceeding(row.pk).first() if row.lead else None
    if lead is not None and not lead.stage.final:
        raise Conflict(
            what, fact=_("Its lead %(number)s is still to be verified.") % {"number": lead.number},
            remedy=_("Decide the lead first, with a reason."),
        )  # fmt: skip
    if given.result == "filed" and (lead is None or lead.state in ("dismissed", "passed_on")):
        raise Incomplete(what, fields={"result": _("No lead of this report has led to a case.")})
    if given.result == "passed_on" and not given.receiver:
        raise Incomplete(what, fields={"receiver": _("Say to whom.")})
    row.result, row.result_reason, row.receiver = given.result, given.reason, given.receiver
    on.note = given.reason


@act(Report.to_tell, (Report.filed, Report.not_filed, Report.passed_on), by=STAFF,
     label=gettext_lazy("Tell the informant"))  # fmt: skip
def tell_informant(row: Report, given: InformantTold, on: Occasion) -> State:
    """The named informant is told in time whether a case is filed (form 10); an anonymous report is closed."""
    on.note = given.words if row.named else ""
    if row.named:
        result = zh(dict(RESULTS)[row.result])
        letter(
            row, on, "result", "举报处理结果告知书", business=row.subject_name, result=result, words=given.words,
            basis=[on.law.limit("consumer.report.tell").cite.official],
        )  # fmt: skip
        on.tell(APPLICANT, title=_("Report %(number)s: %(result)s") % {"number": row.number, "result": result},
                body=given.words)  # fmt: skip
    return row.states[row.result]


@act(OPEN, None, by=STAFF, label=gettext_lazy("Transfer"), irreversible=True)
def transfer(row: Report, given: FilingTransfer, on: Occasion) -> None:
    """Hand it to the authority in charge (form 3); the informant is told."""
    moved(row, given, on)

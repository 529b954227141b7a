"""Acts of compulsory deregistration, of striking off unreachable firms, and of clean-up in batches."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.registry import queries
from hengjian.apps.registry.models import Remark
from hengjian.apps.registry.procedures import Cleanup, CompulsoryDeregistration, StrikingOff
from hengjian.apps.registry.procedures.compulsory import CRITERIA
from hengjian.apps.registry.rules import compulsory as rules
from hengjian.apps.registry.rules.articles import COMPANY_LAW, ORDER_105, SHENZHEN, art
from hengjian.kernel import divisions
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.law import current
from hengjian.kernel.models import Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import CLOCK, MACHINE, Role
from hengjian.kernel.refusal import Conflict, Incomplete

from . import register
from .establishment import Grounds
from .exits import PublicObjection
from .leaving import announce, announce_on_paper, any_subject, put

LEADERS = (Role.APPROVER, Role.HEAD)
_CRITERIA = [dict(one) for one in current().entry("registry.cleanup_criteria").values[-1].amount]
# As the batch is called, whatever language the officer reads.
LABELS_ZH = {"revoked": "吊销、责令关闭、撤销满三年", "unreachable": "失联且未申报纳税满两年"}
LEADING = [(c["id"], CRITERIA[c["id"]]) for c in _CRITERIA if c["leads_to"] != "none"]


class CleanupFirm(Given):
    subject: int = ask(gettext_lazy("Firm"), kind="subject")
    batch: int = ask(gettext_lazy("Batch"), kind="number", default=0)


class CleanupBatch(Given):
    criterion: str = ask(
        gettext_lazy("Criterion"), choices=LEADING, pattern="^(" + "|".join(c for c, _l in LEADING) + ")$"
    )
    most: int = ask(gettext_lazy("Firms at most"), kind="number", default=50, at_least=1, at_most=10_000)


# ---- compulsory deregistration ----


@act(
    None,
    CompulsoryDeregistration.announced,
    by=(Role.HANDLER, MACHINE),
    label=gettext_lazy("Announce a compulsory deregistration"),
)
def start(row: CompulsoryDeregistration, given: CleanupFirm, on: Occasion) -> None:
    """Announce for ninety days that the company will be deregistered (Company Law, art. 241; Order 105, art. 3)."""
    what = _("It was not announced.")
    subject = any_subject(given.subject, what)
    put(row, subject)
    facts = facts_of(subject, on.day, row.pk)
    rules.compulsory(facts, on.law).require(what)
    row.batch_id, row.standing, row.standing_since = given.batch or None, facts.status, facts.since
    since = facts.since.isoformat()
    reason = f"该公司被{STANDING[facts.status]}，满三年未申请注销公司登记，本机关拟强制注销其公司登记。"
    announce_on_paper(
        row, "compulsory_announcement", "强制注销公告", art(on.law, 3, ORDER_105), on,
        "registry.compulsory_dereg_announcement", reason, [["吊销、责令关闭或者被撤销之日", since]],
        standing=facts.status, since=since,
    )  # fmt: skip
    on.parties.append((f"subject:{subject.pk}", "entity"))


# As the announcement prints it, whatever language the officer reads.
STANDING = {"licence_revoked": "吊销营业执照", "ordered_closed": "责令关闭", "registration_cancelled": "撤销登记"}


def facts_of(subject: Subject, today: date, but: int) -> rules.CompulsoryFacts:
    """What the compulsory deregistration rests on."""
    since, _cause = queries.status_since(subject)
    return rules.CompulsoryFacts(
        subject.kind,
        subject.status,
        since or today,
        today,
        queries.running_exit(subject, but),
        queries.needs_approval(queries.items_of(subject)),
    )


@act(
    CompulsoryDeregistration.announced,
    CompulsoryDeregistration.deciding,
    by=CLOCK,
    label=gettext_lazy("Announcement over"),
)
@act(StrikingOff.noticed, StrikingOff.deciding, by=CLOCK, label=gettext_lazy("Notice over"))
def end_announcement(row: CompulsoryDeregistration | StrikingOff, given: Nothing, on: Occasion) -> None:
    """The time to object has passed, and no objection waits to be checked."""
    if queries.objection_open(row.pk):
        raise Conflict(_("It was not ended."), fact=_("An objection has not been checked yet."))


@act(
    (CompulsoryDeregistration.announced, CompulsoryDeregistration.deciding),
    CompulsoryDeregistration.ended,
    by=MACHINE,
    label=gettext_lazy("End by an objection"),
)
def end_by_objection(row: CompulsoryDeregistration, given: PublicObjection, on: Occasion) -> None:
    """An objection was found to be in form: the procedure ends (Order 105)."""
    row.objections = [*row.objections, given.objection]
    on.note = given.objection
    announce(row, "compulsory_ended", "终止强制注销程序公告", art(on.law, 3, ORDER_105), on)


@act(
    (CompulsoryDeregistration.announced, CompulsoryDeregistration.deciding),
    CompulsoryDeregistration.ended,
    by=Role.HANDLER,
    label=gettext_lazy("End the procedure"),
)
def stop(row: CompulsoryDeregistration, given: Grounds, on: Occasion) -> None:
    """End it for another reason, such as that the company applies itself."""
    on.note = given.reason
    announce(row, "compulsory_ended", "终止强制注销程序公告", art(on.law, 3, ORDER_105), on, reason=given.reason)


@act(
    CompulsoryDeregistration.deciding,
    CompulsoryDeregistration.done,
    by=LEADERS,
    label=gettext_lazy("Deregister compulsorily"),
    paper="registry.compulsory_decision",
    discloses="compulsory_deregistration",
    irreversible=True,
    favourable=False,
    apart_from="start",
)
def decide(row: CompulsoryDeregistration, given: Nothing, on: Occasion) -> None:
    """Decide and serve by publication; who is liable for the company's debts stays liable (Company Law, art. 241)."""
    if queries.objection_open(row.pk):
        raise Conflict(_("It was not decided."), fact=_("An objection has not been checked yet."))
    subject = register.subject_of(row)
    facts = facts_of(subject, on.day, row.pk)
    rules.compulsory(facts, on.law).require(_("It was not decided."))
    register.close(subject, "compulsorily_deregistered", "compulsory", "强制注销登记", on)
    basis = [art(on.law, 241, COMPANY_LAW), on.law.cite(ORDER_105)]
    said: dict[str, Any] = {"name": row.title, "code": subject.code, "basis": basis}
    on.issue("registry.compulsory_decision", "强制注销决定书", said | {"since": row.standing_since.isoformat()})
    announce(row, "compulsory_deregistration", "强制注销登记", basis[0], on)


# ---- striking off ----


def unreachable_since(subject: Subject, kind: str) -> date | None:
    """Since when the remark stands."""
    return Remark.objects.filter(subject=subject, kind=kind, until=None).values_list("since", flat=True).first()


@act(None, StrikingOff.noticed, by=(Role.HANDLER, MACHINE), label=gettext_lazy("Give notice of striking off"))
def notify(row: StrikingOff, given: CleanupFirm, on: Occasion) -> None:
    """Tell the firm and the public that it will be struck off unless somebody objects."""
    what = _("No notice was given.")
    subject = any_subject(given.subject, what)
    put(row, subject)
    unreachable, no_tax = (unreachable_since(subject, kind) for kind in ("unreachable", "no_tax_filing"))
    rules.striking_off(subject.status, unreachable, no_tax, on.day, on.law).require(what)
    row.batch_id = given.batch or None
    row.grounds = [f"无法联系：自{unreachable}起", f"未申报纳税：自{no_tax}起"]
    article = on.law.cite(SHENZHEN)
    said = {"name": row.title, "grounds": row.grounds, "basis": [article]}
    on.issue("registry.striking_off_notice", "拟除名告知书", said)
    announce(
        row, "striking_off_notice", "拟除名公告", article, on, "registry.striking_off_publicity",
        reason="；".join(row.grounds),
    )  # fmt: skip
    on.parties.append((f"subject:{subject.pk}", "entity"))


@act(
    (StrikingOff.noticed, StrikingOff.deciding),
    StrikingOff.ended,
    by=MACHINE,
    label=gettext_lazy("End by an objection"),
)
def spare(row: StrikingOff, given: PublicObjection, on: Occasion) -> None:
    """An objection was upheld: the firm is not struck off."""
    row.objections = [*row.objections, given.objection]
    on.note = given.objection


@act(
    StrikingOff.deciding,
    StrikingOff.struck_off,
    by=LEADERS,
    label=gettext_lazy("Strike off"),
    paper="registry.striking_off_decision",
    discloses="striking_off",
    irreversible=True,
    favourable=False,
    apart_from="notify",
)
def strike_off(row: StrikingOff, given: Nothing, on: Occasion) -> None:
    """Strike the firm off: it may no longer trade, must liquidate, and may be put back for six months."""
    if queries.objection_open(row.pk):
        raise Conflict(_("It was not decided."), fact=_("An objection has not been checked yet."))
    subject = register.subject_of(row)
    restate(subject, "struck_off", "striking_off", on)
    article = on.law.cite(SHENZHEN)
    said = {"name": row.title, "code": subject.code, "grounds": row.grounds, "basis": [article]}
    on.issue("registry.striking_off_decision", "除名决定书", said)
    announce(row, "striking_off", "除名", article, on)


def restate(subject: Subject, status: str, cause: str, on: Occasion) -> None:
    """Let the register show another state; the entity stays on it."""
    items = queries.items_of(subject)
    if items:
        register.amend(subject, items.model_copy(update={"status": status}), cause, on)


@act(
    StrikingOff.struck_off,
    StrikingOff.put_back,
    by=Role.HANDLER,
    label=gettext_lazy("Put back"),
    discloses="striking_off_lifted",
)
def put_back(row: StrikingOff, given: Grounds, on: Occasion) -> None:
    """The firm can be reached again and has put things right: it is back, and no longer remarked as unreachable."""
    row.remedy = given.reason
    subject = register.subject_of(row)
    restate(subject, "registered", "restoration", on)
    Remark.objects.filter(subject=subject, until=None, kind__in=("unreachable", "no_tax_filing")).update(until=on.day)
    announce(row, "striking_off_lifted", "撤销除名", on.law.cite(SHENZHEN), on, reason=given.reason)


@act(StrikingOff.struck_off, StrikingOff.final, by=CLOCK, label=gettext_lazy("Time for remedy over"))
def end_remedy(row: StrikingOff, given: Nothing, on: Occasion) -> None:
    """Nobody asked to be put back: what is left is liquidation and deregistration."""


# ---- clean-up ----


@act(None, Cleanup.running, by=Role.HANDLER, label=gettext_lazy("Open a clean-up batch"))
def open_batch(row: Cleanup, given: CleanupBatch, on: Occasion) -> None:
    """Open a proceeding for each firm that the criterion finds here, up to a number."""
    lo, hi = divisions.bounds(on.principal.authority_code[:6])
    most = min(given.most, on.law.value("registry.cleanup_batch_most").amount)
    found = list(queries.cleanup_candidates(given.criterion, lo, hi, on.law).order_by("since", "pk")[:most])
    if not found:
        raise Incomplete(
            _("No batch was opened."),
            fact=_("No firm here fits the criterion."),
            fields={"criterion": _("Choose another criterion.")},
        )
    row.criterion, row.firms = given.criterion, len(found)
    row.title = f"{LABELS_ZH[given.criterion]}（{len(found)}户）"
    row.code, row.synthetic = on.principal.authority_code[:6], found[0].synthetic
    opener = OPENERS[queries.criteria(on.law)[given.criterion]["leads_to"]]
    for subject in found:
        on.then(opener, None, {"subject": subject.pk, "batch": row.pk})


OPENERS = {"compulsory": "registry.compulsory_deregistration.start", "striking_off": "registry.striking_off.notify"}


@act(Cleanup.running, Cleanup.closed, by=Role.HANDLER, label=gettext_lazy("Close the batch"))
def close_batch(row: Cleanup, given: Nothing, on: Occasion) -> None:
    """Close it when every firm of it is decided."""
    kinds = (CompulsoryDeregistration, StrikingOff)
    still = sum(kind.objects.filter(batch=row, closed_at=None).exclude(state="struck_off").count() for kind in kinds)
    if still:
        raise Conflict(
            _("It was not closed."),
            fact=_("%(count)d firms of it are not decided yet.") % {"count": still},
            remedy=_("Decide them first."),
        )

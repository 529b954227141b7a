"""Acts by which a registration is restored, and by which the register is annotated with what others decided."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.registry import queries
from hengjian.apps.registry.models import REMARKS, EntityVersion, Remark, Responsibility
from hengjian.apps.registry.procedures import Annotation, Deregistration, Restoration
from hengjian.apps.registry.procedures.compulsory import ENTRIES
from hengjian.apps.registry.rules import compulsory as rules
from hengjian.apps.registry.rules.articles import ORDER_105, RULES, art
from hengjian.apps.registry.rules.items import Items
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.personal import fingerprint
from hengjian.kernel.principal import ANYONE, APPLICANT, Role
from hengjian.kernel.refusal import Incomplete

from . import register
from .cancellation import renew_licence
from .compulsory import restate
from .establishment import Grounds
from .leaving import announce, any_subject, put

LEADERS = (Role.APPROVER, Role.HEAD)
GROUNDS = [
    ("compulsory", gettext_lazy("After compulsory deregistration")),
    ("false_promise", gettext_lazy("The promise of a simplified deregistration was false")),
]


class RestorationRequest(Given):
    subject: int = ask(gettext_lazy("Entity"), kind="subject")
    ground: str = ask(gettext_lazy("Ground"), choices=GROUNDS, pattern="^(compulsory|false_promise)$")
    story: str = ask(gettext_lazy("What happened, and the evidence"), lines=6, at_least=10, at_most=2000)


class RegisterEntry(Given):
    subject: int = ask(gettext_lazy("Entity"), kind="subject")
    entry: str = ask(
        gettext_lazy("Entry"), choices=ENTRIES, pattern="^(" + "|".join(value for value, _l in ENTRIES) + ")$"
    )
    decided_on: date = ask(gettext_lazy("Decided on"), kind="date")
    source: str = ask(gettext_lazy("Document it rests on"), at_least=4, at_most=200)
    detail: str = ask(
        gettext_lazy("Content"),
        default="",
        lines=2,
        at_most=300,
        help=gettext_lazy("For the end of a remark: which kind of remark"),
    )


@act(None, Restoration.received, by=(ANYONE, Role.HANDLER), label=gettext_lazy("Ask to restore a registration"))
def ask_back(row: Restoration, given: RestorationRequest, on: Occasion) -> None:
    """A department, a creditor or somebody else concerned asks, or the authority begins itself."""
    what = _("The request was not taken.")
    subject = any_subject(given.subject, what)
    rules.restoration(subject.status, subject.closed_on, given.ground, on.day, on.law).require(what)
    put(row, subject)
    row.ground, row.story, row.ex_officio = given.ground, given.story, bool(on.principal.officer_id)


@act(
    Restoration.received,
    Restoration.restored,
    by=LEADERS,
    label=gettext_lazy("Restore"),
    paper="registry.restoration",
    discloses="restoration",
    irreversible=True,
    apart_from="ask_back",
    favourable=True,
)
def restore(row: Restoration, given: Nothing, on: Occasion) -> None:
    """Back on the register as it stood before; who signed a false promise answers for it."""
    subject = register.subject_of(row)
    rules.restoration(subject.status, subject.closed_on, row.ground, on.day, on.law).require(_("It was not restored."))
    register.restore(subject, queries.status_before(subject), "restoration", on)
    if row.ground == "false_promise":
        record_liable(row, subject, on)
    article = on.law.cite(ORDER_105) if row.ground == "compulsory" else art(on.law, 40)
    said = {
        "name": row.title,
        "code": subject.code,
        "ground": row.ground,
        "story": row.story,
        "liable": [p["name"] for p in row.liable],
        "basis": [article],
    }
    on.issue("registry.restoration", "恢复登记决定书", said)
    if subject.status == "registered":
        renew_licence(subject, on)
    announce(row, "restoration", "恢复登记", article, on)
    on.tell(APPLICANT, title=_("Restored: %(name)s") % {"name": row.title})


def record_liable(row: Restoration, subject: Subject, on: Occasion) -> None:
    """Record who signed the promise that was false."""
    left = Deregistration.objects.filter(subject=subject, state="done").order_by("-closed_at").first()
    row.liable = left.signers if left else []
    Responsibility.objects.bulk_create(
        Responsibility(
            subject=subject,
            name=p["name"],
            id_number=p["id_number"],
            id_print=fingerprint(p["id_number"]),
            why="false_promise",
            detail=row.story[:300],
            since=on.day,
            act_id=on.act_id,
        )
        for p in row.liable
    )


@act(
    Restoration.received,
    Restoration.refused,
    by=LEADERS,
    label=gettext_lazy("Do not restore"),
    paper="registry.refusal",
    apart_from="ask_back",
    favourable=False,
)
def leave_closed(row: Restoration, given: Grounds, on: Occasion) -> None:
    """Not restored, with grounds."""
    on.note = given.reason
    article = on.law.limit("registry.compulsory_dereg_restoration").cite
    facts = {"name": row.title, "matter": "恢复登记", "grounds": [given.reason], "basis": [article]}
    on.issue("registry.refusal", "不予恢复登记通知书", facts)
    on.tell(APPLICANT, title=_("Not restored: %(name)s") % {"name": row.title}, body=given.reason)


# ---- annotation ----


@act(None, Annotation.proposed, by=Role.HANDLER, label=gettext_lazy("Annotate the register"))
def propose(row: Annotation, given: RegisterEntry, on: Occasion) -> None:
    """Propose to enter what a court, a department or a penalty decision says about the entity."""
    what = _("It was not taken.")
    subject = any_subject(given.subject, what)
    if not (subject.opened_on or on.day) <= given.decided_on <= on.day:
        raise Incomplete(what, fields={"decided_on": _("The day lies between the registration and today.")})
    if given.entry == "remark_ended" and given.detail not in dict(REMARKS):
        raise Incomplete(what, fields={"detail": "、".join(kind for kind, _label in REMARKS)})
    put(row, subject)
    row.entry, row.decided_on, row.source, row.detail = given.entry, given.decided_on, given.source, given.detail


@act(
    Annotation.proposed,
    Annotation.entered,
    by=LEADERS,
    label=gettext_lazy("Enter"),
    apart_from="propose",
    basis="market_entity_rules art. 67",
)
def enter(row: Annotation, given: Nothing, on: Occasion) -> None:
    """A second officer has compared it with the document: it stands in the register."""
    subject = register.subject_of(row)
    remarks = Remark.objects.filter(subject=subject, until=None)
    if row.entry in ("licence_revoked", "ordered_closed"):
        restate_from(row, subject, row.entry, on)
    elif row.entry == "lifted":
        restate(subject, "registered", "annotation", on)
    elif row.entry in ("separately_recorded", "mark_removed"):
        items = queries.items_of(subject)
        mark = "separately_recorded" if row.entry == "separately_recorded" else ""
        if items:
            register.amend(subject, items.model_copy(update={"mark": mark}), "annotation", on)
    elif row.entry == "remark_ended":
        remarks.filter(kind=row.detail).update(until=row.decided_on)
    else:
        Remark.objects.create(
            subject=subject, kind=row.entry, detail=row.detail, source=row.source, since=row.decided_on
        )
    said = {"reason": ENTRIES_ZH[row.entry], "source": row.source}
    announce(row, "annotation", "登记簿记载", art(on.law, 67, RULES), on, **said)


def restate_from(row: Annotation, subject: Subject, status: str, on: Occasion) -> None:
    """The state counts from the day of the decision, also where it is entered later."""
    first = queries.items_of(subject, row.decided_on)
    later = EntityVersion.objects.filter(subject=subject, effective_on__gt=row.decided_on)
    states = [(row.decided_on, first)] if first else []
    for one in later.order_by("effective_on", "recorded_at", "pk"):
        states.append((one.effective_on, Items.model_validate(one.items)))
    for day, items in states:
        register.amend(subject, items.model_copy(update={"status": status}), "annotation", on, effective=day)


# As they are published, whatever language the officer reads.
ENTRIES_ZH = {
    "licence_revoked": "吊销营业执照",
    "ordered_closed": "责令关闭",
    "lifted": "撤销吊销或者责令关闭",
    "separately_recorded": "另册管理",
    "mark_removed": "移出另册管理",
    "share_pledge": "股权出质",
    "share_freeze": "股权冻结",
    "chattel_mortgage": "动产抵押",
    "unreachable": "通过登记的住所无法联系",
    "no_tax_filing": "未申报纳税",
    "remark_ended": "记载终止",
}


@act(
    Annotation.proposed,
    Annotation.dropped,
    by=LEADERS,
    label=gettext_lazy("Do not enter"),
    apart_from="propose",
)
def drop(row: Annotation, given: Grounds, on: Occasion) -> None:
    """It does not rest on the document named."""
    on.note = given.reason

"""Acts of trade associations: members, conventions, feedback; and the bureau's answer."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.credit.procedures import AssociationFeedback, TradeAssociation
from hengjian.apps.credit.procedures.associations import MATTERS
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.models import Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Conflict, Incomplete

from .listing import ListingReason
from .taking import OWNER, once, take

BASIS = "credit_system_opinion"
KEEPERS = (APPLICANT, Role.HANDLER)
MOST = 500


class AssociationEntered(Given):
    subject: int = ask(gettext_lazy("Association"), kind="subject")
    trade: str = ask(gettext_lazy("Trade"), at_least=2, at_most=80)


class MemberList(Given):
    codes: str = ask(
        gettext_lazy("Unified social credit codes of all members"), lines=8, at_most=12_000,
        help=gettext_lazy("One a line. The list takes the place of the one before."),
    )  # fmt: skip


class ConventionText(Given):
    title: str = ask(gettext_lazy("Title"), at_least=4, at_most=100)
    content: str = ask(gettext_lazy("Text of the convention"), lines=10, at_least=20, at_most=4000)


class FeedbackGiven(Given):
    subject: int = ask(gettext_lazy("Association"), kind="subject")
    matter: str = ask(gettext_lazy("What it is about"), choices=MATTERS)
    member: str = ask(
        gettext_lazy("Member"), default="", pattern=r"^([0-9A-Z]{18})?$",
        help=gettext_lazy("Unified social credit code; needed where a member broke something"),
    )  # fmt: skip
    said: str = ask(gettext_lazy("What the association says"), lines=5, at_least=4, at_most=1000)


class FeedbackAnswer(Given):
    answer: str = ask(gettext_lazy("Answer"), lines=4, at_least=4, at_most=1000)
    pursue: bool = ask(gettext_lazy("Pursue it as a lead"), kind="check", default=False)


@act(None, TradeAssociation.active, by=KEEPERS, label=gettext_lazy("Put an association on record"), basis=BASIS)
def enrol_association(row: TradeAssociation, given: AssociationEntered, on: Occasion) -> None:
    """An association keeps its own list and conventions from now on."""
    what = _("The association was not put on record.")
    take(row, given.subject, on, what)
    once(row, what)
    row.trade = given.trade


@act(
    TradeAssociation.active, None, by=KEEPERS, label=gettext_lazy("Publish the list of members"),
    discloses="association_members", basis=BASIS,
)  # fmt: skip
def list_members(row: TradeAssociation, given: MemberList, on: Occasion) -> None:
    """The whole list each time, so that who has left is gone."""
    what = _("The list was not published.")
    codes = list(dict.fromkeys(given.codes.upper().split()))
    known = {s.code: s for s in Subject.objects.filter(code__in=codes[:MOST])}
    unknown = [code for code in codes if code not in known]
    if unknown or not codes or len(codes) > MOST:
        fact = _("Not on the register: %(codes)s") % {"codes": "、".join(unknown[:10]) or "—"}
        raise Incomplete(what, fact=fact, article=on.law.cite(BASIS), fields={"codes": fact})
    row.members = [{"subject": known[c].pk, "name": known[c].name, "code": c} for c in codes]
    names = [one["name"] for one in row.members]
    body = {"name": row.subject_name, "trade": row.trade, "count": len(names), "members": names}
    on.disclose("association_members", f"{row.subject_name}：会员名单", on.law.cite(BASIS), body)
    on.note = str(len(names))


@act(
    TradeAssociation.active, None, by=APPLICANT, label=gettext_lazy("Publish a convention"), discloses="convention",
    basis=BASIS,
)  # fmt: skip
def publish_convention(row: TradeAssociation, given: ConventionText, on: Occasion) -> None:
    """自律公约: what the members bind themselves to, for everybody to hold them to."""
    since = on.day.isoformat()
    others = [one for one in row.conventions if one["title"] != given.title]
    row.conventions = [*others, {"title": given.title, "content": given.content, "since": since}]
    body = {
        "name": row.subject_name,
        "trade": row.trade,
        "matter": given.title,
        "content": given.content,
        "date": since,
    }
    on.disclose("convention", f"{row.subject_name}：{given.title}"[:200], on.law.cite(BASIS), body)


@act(TradeAssociation.active, TradeAssociation.ended, by=Role.HANDLER, label=gettext_lazy("Take it off the record"))
def end_association(row: TradeAssociation, given: ListingReason, on: Occasion) -> None:
    """It has been dissolved, or was put on record in error."""
    on.note = given.reason
    on.tell(*OWNER, title=_("The association was taken off the record"), body=given.reason)


@act(None, AssociationFeedback.received, by=KEEPERS, label=gettext_lazy("Tell the bureau about the trade"), basis=BASIS)
def give_feedback(row: AssociationFeedback, given: FeedbackGiven, on: Occasion) -> None:
    """Only an association on record; a breach names the member."""
    what = _("The feedback was not taken.")
    subject = take(row, given.subject, on, what)
    known = TradeAssociation.objects.filter(subject=subject, closed_at=None).first()
    if known is None:
        raise Conflict(
            what, fact=_("It is no association on record."), remedy=_("Put the association on record first.")
        )
    member: dict[str, Any] | None = next((m for m in known.members if m["code"] == given.member), None)
    if (given.member or given.matter == "breach") and member is None:
        raise Incomplete(what, fields={"member": _("Name a member of the association.")})
    row.matter, row.said = given.matter, given.said
    row.member, row.member_name = (member["subject"], member["name"]) if member else (None, "")
    row.title = f"{subject.name}：{dict(MATTERS)[given.matter]}"[:200]


@act(
    AssociationFeedback.received,
    (AssociationFeedback.answered, AssociationFeedback.followed),
    by=Role.HANDLER,
    label=gettext_lazy("Answer the association"),
)
def answer_feedback(row: AssociationFeedback, given: FeedbackAnswer, on: Occasion) -> State:
    """Each is answered; what a member is said to have done may become a lead."""
    row.answer, on.note = given.answer, given.answer
    on.tell(*OWNER, title=_("Answer to your feedback: %(number)s") % {"number": row.number}, body=given.answer)
    if not given.pursue:
        return AssociationFeedback.answered
    lead = {
        "source": "complaint", "source_number": row.number, "source_proceeding": row.pk, "subject": row.member,
        "authority": row.code, "cause": "", "what": f"行业协会反映：{row.said}"[:500],
    }  # fmt: skip
    on.then("enforcement.lead.hand_over_found", None, lead)
    return AssociationFeedback.followed

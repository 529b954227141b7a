"""集中快速处置: complaints of one incident in one hand. Each keeps its number, clock, party and answer; only the hand is shared."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.consumer.procedures import Complaint, JointIncident
from hengjian.apps.consumer.procedures.filing import yuan
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Authority, Officer
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, MACHINE
from hengjian.kernel.refusal import Conflict

from .filing import OPEN
from .words import LEADERS, tell_both, told

FROM = (*OPEN, Complaint.lead_awaited)


class LaneHand(Given):
    officer: int = ask(gettext_lazy("Who answers for it"), kind="officer")
    incident: str = ask(gettext_lazy("Joint incident"), at_most=60)


class LaneAnswer(Given):
    answer: str = ask(gettext_lazy("Answer"), lines=6, at_most=4000)
    incident: str = ask(gettext_lazy("Joint incident"), at_most=60)


@act(
    (JointIncident.handling, JointIncident.answered), None, by=LEADERS,
    label=gettext_lazy("Take its complaints into one hand"),
)  # fmt: skip
def take_in_one_hand(row: JointIncident, given: Nothing, on: Occasion) -> None:
    """Every open complaint of the incident in this authority's charge goes to who answers for it."""
    what = _("Nothing was taken over.")
    open_ones = Complaint.objects.filter(pk__in=row.matters, closed_at=None, code__startswith=row.code)
    moving = list(open_ones.exclude(handler_id=row.handler_id).order_by("pk").values_list("pk", flat=True))
    if not moving:
        raise Conflict(what, fact=_("Every open complaint of the incident lies in this hand already."))
    for pk in moving:
        on.then(f"{Complaint.key}.come_into_hand", pk, {"officer": row.handler_id, "incident": row.number})
    on.note = _("%(count)d complaints") % {"count": len(moving)}


@act(FROM, None, by=MACHINE, label=gettext_lazy("Comes into one hand"))
def come_into_hand(row: Complaint, given: LaneHand, on: Occasion) -> None:
    """The hand changes, the clock does not; who is recused here is passed over."""
    officer = Officer.objects.select_related("user").filter(pk=given.officer, active=True).first()
    if officer is None or row.recusals.filter(officer_id=given.officer).exists():
        on.note = _("%(incident)s: the officer is recused here; the hand stays.") % {"incident": given.incident}
        return
    row.handler_id, row.handler_name = officer.pk, str(officer)
    if row.mediator:
        row.mediator = str(officer)
    on.note = f"{given.incident}：{officer}"
    tell_both(row, on, told(row.number, _("handled with others like it by %(name)s") % {"name": officer}))


def own_words(row: Complaint) -> dict[str, str]:
    """What a common answer may say of this one complaint."""
    authority = Authority.objects.filter(pk=row.code).values_list("name", flat=True).first()
    return {
        "编号": row.number,
        "商品": row.goods,
        "金额": f"{yuan(row.amount)}元" if row.amount is not None else "",
        "受理机关": authority or "",
        "办理期限": timezone.localtime(row.due).strftime("%Y年%m月%d日") if row.due else "",
    }


@act(FROM, None, by=MACHINE, label=gettext_lazy("Answer given to many"))
def answer_in_lane(row: Complaint, given: LaneAnswer, on: Occasion) -> None:
    """The common answer in this person's own words, on this person's own record."""
    on.note = given.answer
    title = _("Answer on your matter %(number)s") % {"number": row.number}
    on.tell(APPLICANT, title=title, body=given.answer)

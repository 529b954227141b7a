"""行政复议 from the party's own page: decision, day of service and reconsideration body are known, only the claim is typed."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.enforcement.procedures import Case, PartySide, PersonPenalty, Reconsideration
from hengjian.apps.enforcement.rules import challenges as rules
from hengjian.kernel import deadline, divisions
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.models import Party
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import APPLICANT, CLOCKWORK, MACHINE, acting_as
from hengjian.kernel.refusal import Conflict

from .around import concerns, entitle, noon
from .reviews import NOT_ENTERED


class SideReview(Given):
    claim: str = ask(gettext_lazy("What is asked for, and why"), lines=4, at_least=4, at_most=1000)


class ReviewOfSide(SideReview):
    side: int = ask(gettext_lazy("Case file of the party"), kind="number")


@act((PartySide.open_to_party, PartySide.over), None, by=APPLICANT, label=gettext_lazy("Ask for reconsideration"),
     basis="reconsideration_law art. 32", favourable=True)  # fmt: skip
def ask_reconsideration(row: PartySide, given: SideReview, on: Occasion) -> None:
    """Through the authority that decided, within sixty days of the service; with an account or by the code of the paper."""
    with acting_as(CLOCKWORK) as clockwork:
        asked = {"side": row.pk, "claim": given.claim}
        perform("enforcement.reconsideration.take_review", None, asked, clockwork, key=f"review:{on.act_id}")
    if row.handler_id:
        title = _("The party asks for reconsideration: %(number)s") % {"number": row.case_number}
        on.tell(f"officer:{row.handler_id}", title=title)


@act(None, Reconsideration.asked, by=MACHINE, label=gettext_lazy("A party asks for reconsideration"),
     basis="reconsideration_law art. 32")  # fmt: skip
def take_review(row: Reconsideration, given: ReviewOfSide, on: Occasion) -> None:
    """By the government over the authority (复议法 24); who has asked before is told so."""
    what = str(NOT_ENTERED)
    side = PartySide.objects.get(pk=given.side)
    case: Case = Case.objects.select_related("subject").get(pk=side.case_id)
    about = PersonPenalty.objects.get(pk=side.penalty_id) if side.penalty_id else case
    if about.served_on is None:
        raise Conflict(
            what, fact=_("No decision has been served on you."), article=on.law.limit("reconsideration.ask").cite
        )
    if Reconsideration.objects.filter(about_id=about.pk, closed_at=None).exists():
        raise Conflict(what, fact=_("You have asked for this already; it is being answered."))
    limit, last = deadline.reckon("reconsideration.ask", on.law, noon(about.served_on))
    ends = timezone.localdate(last.due) if last.due else None
    rules.in_time(about.served_on, on.day, ends, limit).require(what)
    concerns(row, None if side.penalty_id else case.subject, code=case.code)
    row.about_id, row.decision_no, row.told_on, row.claim = about.pk, about.decision_no, about.served_on, given.claim
    row.body = f"{divisions.full_name(case.code[:6])}人民政府"
    row.synthetic = case.synthetic
    row.handler_id, row.handler_name = case.handler_id, case.handler_name
    entitle(row, "行政复议", row.decision_no)
    for principal in Party.objects.filter(proceeding_id=side.pk).values_list("principal", flat=True):
        on.admit(principal, APPLICANT)

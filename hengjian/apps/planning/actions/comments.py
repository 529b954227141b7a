"""Comments on plans: anybody's, answered by the office of the plan's place, and published with the answer."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.planning.models import Plan
from hengjian.apps.planning.procedures import PlanComment
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.models import Authority
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT
from hengjian.kernel.refusal import Incomplete

from .misses import STAFF
from .periods import PeriodReason

ARTICLE = "gov_info_regulation art. 20"


class CommentMade(Given):
    plan: int = ask(gettext_lazy("Plan"), kind="plan")
    words: str = ask(
        gettext_lazy("Your comment"),
        lines=4,
        at_least=4,
        at_most=1000,
        help=gettext_lazy("It is published with the answer. Leave out names and telephone numbers."),
    )


class CommentAnswered(Given):
    answer: str = ask(gettext_lazy("Answer"), lines=5, at_least=4, at_most=2000)


@act(None, PlanComment.made, by=APPLICANT, label=gettext_lazy("Comment on a plan"))
def comment(row: PlanComment, given: CommentMade, on: Occasion) -> None:
    """Say something about a plan, its targets or how it is carried out."""
    plan = Plan.objects.filter(pk=given.plan).first()
    if plan is None or not Authority.objects.filter(pk=plan.code).exists():
        raise Incomplete(
            _("Your comment was not taken."), fields={"plan": _("No authority here answers for this plan.")}
        )
    row.plan, row.code, row.words = plan, plan.code, given.words
    row.title = f"对{plan.title}的意见"[:200]
    row.synthetic = row.synthetic or plan.synthetic


@act(
    PlanComment.made,
    PlanComment.answered,
    by=STAFF,
    label=gettext_lazy("Answer the comment"),
    discloses="plan_comment",
    basis=ARTICLE,
)
def answer_comment(row: PlanComment, given: CommentAnswered, on: Occasion) -> None:
    """Answer; comment and answer stand on the plan's page from now on."""
    row.answer = given.answer
    body = {"name": row.plan.title, "plan": row.plan.key, "content": row.words, "answer": given.answer}
    on.disclose("plan_comment", row.title, on.law.cite(ARTICLE), body)


@act(PlanComment.made, PlanComment.aside, by=STAFF, label=gettext_lazy("Set aside"))
def set_comment_aside(row: PlanComment, given: PeriodReason, on: Occasion) -> None:
    """It is not about the plan, or tells of persons: it is not published."""
    on.note = given.reason

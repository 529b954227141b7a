"""Drafting, reviewing, publishing and withdrawing consumption warnings."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.consumer import queries
from hengjian.apps.consumer.procedures import ConsumptionWarning
from hengjian.apps.consumer.procedures.warnings import GRADES
from hengjian.apps.consumer.rules import categories
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Disclosure, Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import CLOCK, Role
from hengjian.kernel.refusal import Incomplete

STAFF = (Role.HANDLER, Role.APPROVER, Role.HEAD)
LEADERS = (Role.APPROVER, Role.HEAD)
ZH = {"hint": "消费提示", "caution": "消费警示", "danger": "安全警示"}


class WarningDraft(Given):
    grade: str = ask(gettext_lazy("Grade of the warning"), choices=GRADES)
    headline: str = ask(gettext_lazy("Headline"), at_least=4, at_most=120)
    what: str = ask(gettext_lazy("What consumers should know"), lines=6, at_least=20, at_most=2000)
    advice: str = ask(gettext_lazy("What to do"), lines=4, at_least=8, at_most=1000)
    category: str = ask(gettext_lazy("Category"), kind="consumer_category", default="", at_most=8)
    problem: str = ask(gettext_lazy("Problem"), kind="consumer_problem", default="", at_most=24)
    subject: int | None = ask(gettext_lazy("Subject it names"), kind="subject", default=None)


class WarningChange(Given):
    headline: str = ask(gettext_lazy("Headline"), at_least=4, at_most=120, stands="headline")
    what: str = ask(gettext_lazy("What consumers should know"), lines=6, at_least=20, at_most=2000, stands="what")
    advice: str = ask(gettext_lazy("What to do"), lines=4, at_least=8, at_most=1000, stands="advice")


class WarningReason(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=500)


@act(None, ConsumptionWarning.drafted, by=STAFF, label=gettext_lazy("Draft a consumption warning"))
def draft_warning(row: ConsumptionWarning, given: WarningDraft, on: Occasion) -> None:
    """What rises is put into words; the counts it rests on are frozen with it."""
    what = _("Nothing was drafted.")
    if given.category and given.category not in categories.names():
        raise Incomplete(what, fields={"category": _("There is no such category.")})
    subject = Subject.objects.filter(pk=given.subject).first() if given.subject else None
    if given.subject and subject is None:
        raise Incomplete(what, fields={"subject": _("There is no such subject.")})
    row.grade, row.headline, row.what, row.advice = given.grade, given.headline, given.what, given.advice
    row.category = given.category
    row.subject, row.subject_name = subject, subject.name if subject else ""
    row.synthetic = row.synthetic or bool(subject and subject.synthetic)
    row.title = f"消费警示：{given.headline}"[:200]
    row.grounds = queries.signals.grounds(row.code, given.category, given.problem, on.at)


@act(ConsumptionWarning.drafted, None, by=STAFF, label=gettext_lazy("Change the draft"))
def change_draft(row: ConsumptionWarning, given: WarningChange, on: Occasion) -> None:
    """Other words; the grounds stay."""
    row.headline, row.what, row.advice = given.headline, given.what, given.advice
    row.title = f"消费警示：{given.headline}"[:200]


@act(ConsumptionWarning.drafted, ConsumptionWarning.reviewed, by=STAFF, label=gettext_lazy("Send for review"))
def send_for_review(row: ConsumptionWarning, given: Nothing, on: Occasion) -> None:
    """Another person reads it before anybody else does."""


@act(
    ConsumptionWarning.reviewed,
    ConsumptionWarning.published,
    by=LEADERS,
    label=gettext_lazy("Publish the warning"),
    discloses="consumption_warning",
    basis="consumer_law art. 33",
    apart_from={"draft_warning", "change_draft"},
)
def publish_warning(row: ConsumptionWarning, given: Nothing, on: Occasion) -> None:
    """Everybody may read it, with what it rests on."""
    row.published_act = on.act_id
    body = {
        "headline": row.headline,
        "kind": ZH[row.grade],
        "content": row.what,
        "advice": row.advice,
        "category": categories.called(row.category) if row.category else "",
        "grounds": row.grounds.get("told", ""),
    }
    on.disclose("consumption_warning", row.title, on.law.cite("consumer_law art. 33"), body)


@act(ConsumptionWarning.reviewed, ConsumptionWarning.drafted, by=LEADERS, label=gettext_lazy("Return the draft"))
def return_draft(row: ConsumptionWarning, given: WarningReason, on: Occasion) -> None:
    """It needs other words or better grounds."""
    on.note = given.reason


@act(
    (ConsumptionWarning.drafted, ConsumptionWarning.reviewed),
    ConsumptionWarning.discarded,
    by=STAFF,
    label=gettext_lazy("Do not publish"),
)
def discard_warning(row: ConsumptionWarning, given: WarningReason, on: Occasion) -> None:
    """There is no need of it."""
    on.note = given.reason


@act(ConsumptionWarning.published, ConsumptionWarning.withdrawn, by=LEADERS, label=gettext_lazy("Withdraw the warning"))
def withdraw_warning(row: ConsumptionWarning, given: WarningReason, on: Occasion) -> None:
    """It was wrong, or its cause is gone."""
    on.note = given.reason
    _unpublish(row, on)


@act(ConsumptionWarning.published, ConsumptionWarning.expired, by=CLOCK, label=gettext_lazy("Runs out"))
def expire_warning(row: ConsumptionWarning, given: Nothing, on: Occasion) -> None:
    """Its time is over."""
    _unpublish(row, on)


def _unpublish(row: ConsumptionWarning, on: Occasion) -> None:
    Disclosure.objects.take_back(row.published_act, on.at)

"""Comparative tests, experiences and reviews: plan, samples, results, replies, publication."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.consumer import queries
from hengjian.apps.consumer.models import StudySample
from hengjian.apps.consumer.models.studies import VERDICTS
from hengjian.apps.consumer.procedures import ComparativeStudy
from hengjian.apps.consumer.procedures.studies import STUDIES
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import CLOCK, CLOCKWORK, INVITED, Role, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete

from .words import fen, tell_handler

STAFF = (Role.HANDLER, Role.APPROVER, Role.HEAD)
LEADERS = (Role.APPROVER, Role.HEAD)
AT_LEAST = 2  # brands or businesses that make a comparison


class StudyPlan(Given):
    kind: str = ask(gettext_lazy("Kind"), choices=STUDIES)
    about: str = ask(gettext_lazy("Goods or service"), at_least=2, at_most=120)
    category: str = ask(gettext_lazy("Category"), kind="consumer_category", default="", at_most=8)
    method: str = ask(gettext_lazy("Method and standard"), lines=4, at_least=8, at_most=1000)
    sampling: str = ask(gettext_lazy("How samples are got"), lines=3, at_least=4, at_most=500)
    body: str = ask(gettext_lazy("Carried out by"), at_least=4, at_most=120)


class SampleBought(Given):
    brand: str = ask(gettext_lazy("Brand or business"), at_most=120)
    model: str = ask(gettext_lazy("Model or batch"), default="", at_most=120)
    subject: int | None = ask(gettext_lazy("Business that answers for it"), kind="subject", default=None)
    bought_at: str = ask(gettext_lazy("Bought or visited at"), default="", at_most=200)
    price: Decimal | None = ask(gettext_lazy("Price"), kind="money", default=None, at_least=0)


class SampleResult(Given):
    sample: int = ask(gettext_lazy("Sample"), kind="study_sample")
    result: str = ask(gettext_lazy("Result"), lines=3, at_least=2, at_most=1000)
    verdict: str = ask(gettext_lazy("Verdict"), choices=VERDICTS)


class SampleReply(Given):
    sample: int = ask(gettext_lazy("Sample"), kind="study_sample")
    reply: str = ask(gettext_lazy("Reply"), lines=4, at_least=4, at_most=1000)


class StudySummary(Given):
    summary: str = ask(gettext_lazy("What was found"), lines=6, at_least=20, at_most=2000)


class StudyReason(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=500)


@act(
    None,
    ComparativeStudy.planned,
    by=STAFF,
    label=gettext_lazy("Plan a comparative test or review"),
    basis="consumer_law art. 37",
)
def plan_study(row: ComparativeStudy, given: StudyPlan, on: Occasion) -> None:
    """Method and sampling are fixed before anything is bought."""
    for name in ("kind", "about", "category", "method", "sampling", "body"):
        setattr(row, name, getattr(given, name))
    row.title = f"{dict(WORDS)[given.kind]}：{given.about}"


WORDS = [("test", "比较试验"), ("experience", "消费体察"), ("review", "服务评议")]


@act(ComparativeStudy.planned, None, by=STAFF, label=gettext_lazy("Enter a sample or visit"), internal=True)
def add_sample(row: ComparativeStudy, given: SampleBought, on: Occasion) -> None:
    """Bought like a consumer buys, without the maker knowing."""
    what = _("The sample was not entered.")
    subject = Subject.objects.filter(pk=given.subject).first() if given.subject else None
    if given.subject and subject is None:
        raise Incomplete(what, fields={"subject": _("There is no such subject.")})
    if StudySample.objects.filter(proceeding_id=row.pk, brand=given.brand, model=given.model).exists():
        raise Incomplete(what, fields={"brand": _("This brand and model is in the study already.")})
    StudySample.objects.create(
        proceeding_id=row.pk,
        brand=given.brand,
        model=given.model,
        subject=subject,
        bought_at=given.bought_at,
        price=fen(given.price),
    )
    row.synthetic = row.synthetic or bool(subject and subject.synthetic)
    on.note = f"{given.brand} {given.model}".strip()


@act(ComparativeStudy.planned, ComparativeStudy.collected, by=STAFF, label=gettext_lazy("All samples are there"))
def end_sampling(row: ComparativeStudy, given: Nothing, on: Occasion) -> None:
    """No sample may be added or left out from now on."""
    if len(queries.records.samples_of(row.pk)) < AT_LEAST:
        raise Conflict(
            _("Sampling was not ended."),
            fact=_("There is nothing to compare."),
            remedy=_("Enter two brands or businesses at least."),
        )


@act(ComparativeStudy.collected, None, by=STAFF, label=gettext_lazy("Enter a result"), internal=True)
def enter_result(row: ComparativeStudy, given: SampleResult, on: Occasion) -> None:
    """What was measured, by the published method."""
    sample = _sample(row, given.sample, _("The result was not entered."))
    sample.result, sample.verdict = given.result, given.verdict
    sample.save(update_fields=["result", "verdict"])
    on.note = f"{sample.brand}：{given.result}"[:500]


def _sample(row: ComparativeStudy, pk: int, what: str) -> StudySample:
    found = StudySample.objects.filter(proceeding_id=row.pk, pk=pk).first()
    if found is None:
        raise Incomplete(what, fields={"sample": _("There is no such sample in this study.")})
    return found


@act(
    ComparativeStudy.collected,
    ComparativeStudy.replying,
    by=STAFF,
    label=gettext_lazy("Ask those tested for their reply"),
)
def ask_replies(row: ComparativeStudy, given: Nothing, on: Occasion) -> None:
    """Nothing is published that the one concerned could not answer."""
    samples = queries.records.samples_of(row.pk)
    if open_ones := [s.brand for s in samples if not s.result]:
        raise Conflict(_("Nobody was asked."), fact=_("No result yet: %(brands)s") % {"brands": "、".join(open_ones)})
    for sample in samples:
        if sample.subject_id:
            on.admit(f"subject:{sample.subject_id}", INVITED)
            on.tell(
                f"subject:{sample.subject_id}",
                title=_("Reply to a result before it is published: %(number)s") % {"number": row.number},
                body=f"{sample.brand} {sample.model}：{sample.told}",
            )


@act(ComparativeStudy.replying, None, by=STAFF, label=gettext_lazy("Enter a reply"), internal=True)
def enter_reply(row: ComparativeStudy, given: SampleReply, on: Occasion) -> None:
    """What the maker or business says; published beside the result."""
    sample = _sample(row, given.sample, _("The reply was not entered."))
    sample.reply = given.reply
    sample.save(update_fields=["reply"])
    on.note = f"{sample.brand}：{given.reply}"[:500]


@act(ComparativeStudy.replying, None, by=INVITED, label=gettext_lazy("Reply to the result"), internal=True)
def reply_to_result(row: ComparativeStudy, given: SampleReply, on: Occasion) -> None:
    """The right of reply: the business concerned answers for its own sample; what it says is published beside the result."""
    what = _("The reply was not entered.")
    own = {sample.pk: sample for sample in queries.records.own_samples(row.pk, on.principal.subjects)}
    sample = own.get(given.sample)
    if sample is None:
        raise Incomplete(what, fields={"sample": _("This sample is not one of yours.")})
    sample.reply = given.reply
    with acting_as(CLOCKWORK):  # samples of others lie in the same table, so no party may write there itself
        sample.save(update_fields=["reply"])
    on.note = f"{sample.brand}：{given.reply}"[:500]
    tell_handler(row, on, _("Reply to a result: %(number)s") % {"number": row.number}, sample.brand)


@act(ComparativeStudy.replying, ComparativeStudy.ready, by=CLOCK, label=gettext_lazy("Time for replies is over"))
def end_replies(row: ComparativeStudy, given: Nothing, on: Occasion) -> None:
    """Who did not reply is published without a reply."""


@act(
    ComparativeStudy.ready,
    ComparativeStudy.published,
    by=LEADERS,
    label=gettext_lazy("Publish the results"),
    discloses="comparative_study",
    basis="consumer_law art. 37",
    apart_from="enter_result",
)
def publish_study(row: ComparativeStudy, given: StudySummary, on: Occasion) -> None:
    """Method, results per brand and replies, all of them or none."""
    row.summary = given.summary
    samples = queries.records.samples_of(row.pk)
    body = {
        "about": row.about,
        "kind": dict(WORDS)[row.kind],
        "method": row.method,
        "sampling": row.sampling,
        "by": row.body,
        "content": given.summary,
        "results": [
            {"brand": s.brand, "model": s.model, "result": s.result, "verdict": s.verdict, "reply": s.reply}
            for s in samples
        ],
        "subjects": [s.subject_id for s in samples if s.subject_id],
    }
    on.disclose("comparative_study", row.title, on.law.cite("consumer_law art. 37"), body)


@act(
    (ComparativeStudy.planned, ComparativeStudy.collected, ComparativeStudy.replying, ComparativeStudy.ready),
    ComparativeStudy.stopped,
    by=LEADERS,
    label=gettext_lazy("Stop the study"),
)
def stop_study(row: ComparativeStudy, given: StudyReason, on: Occasion) -> None:
    """With a reason, which stays on the file."""
    on.note = given.reason

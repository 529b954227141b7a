"""Acts about results that go to another province: queued like every message to a partner, closed by its receipt."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.credit import queries
from hengjian.apps.credit.models import RiskGrade
from hengjian.apps.credit.procedures import ProvinceNotice
from hengjian.apps.credit.procedures.sharing import OUTCOMES
from hengjian.apps.registry.actions import exchange
from hengjian.kernel import divisions
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.models import Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import MACHINE, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Incomplete

from .risk_ratings import look
from .taking import take

LEADERS = (Role.APPROVER, Role.HEAD)
PARTNER, TOPIC, END = "elsewhere", "credit.results", "credit.results_end"
PROVINCE = 2  # digits of its division code
TAKEN = ("done", "considered")


class ResultsSent(Given):
    subject: int = ask(gettext_lazy("Subject"), kind="subject")
    province: str = ask(gettext_lazy("Province to be told"), kind="other_province", at_most=2, pattern=r"^\d{2}$")
    purpose: str = ask(gettext_lazy("Purpose"), lines=2, at_least=4, at_most=200)
    with_class: bool = ask(
        gettext_lazy("Tell the risk class too"), kind="check", default=False,
        help=gettext_lazy("It is not public. The subject is shown to whom it was told, and why."),
    )  # fmt: skip


class ResultsAnswer(Given):
    outcome: str = ask(gettext_lazy("What was done"), choices=OUTCOMES)
    reference: str = ask(gettext_lazy("Receipt or note"), default="", at_most=200)
    message: str = ask(gettext_lazy("Message"), default="", at_most=300)


def provinces(own: str) -> list[tuple[str, str]]:
    """Every province but one's own."""
    return [(c, n) for c, n in sorted(divisions.names().items()) if len(c) == PROVINCE and c != own[:PROVINCE]]


@act(
    None,
    ProvinceNotice.sent,
    by=LEADERS,
    label=gettext_lazy("Send results to another province"),
    basis="joint_incentive_opinion",
)
def send_results(row: ProvinceNotice, given: ResultsSent, on: Occasion) -> None:
    """What stands under the subject and the measures that follow; the class only for the purpose, and on record."""
    what = _("Nothing was sent.")
    subject = take(row, given.subject, on, what)
    names = dict(provinces(row.code))
    if given.province not in names:
        raise Incomplete(what, fields={"province": _("Choose another province.")})
    row.province, row.bureau = given.province, f"{names[given.province]}市场监督管理局"
    row.purpose, row.title = given.purpose, f"{subject.name}：推送{names[given.province]}"[:200]
    row.told = _told(subject, given.with_class)
    if not (row.told["standing"] or row.told["measures"] or row.told.get("grade")):
        fact = _("Nothing stands under this subject today that another province could act on.")
        raise Incomplete(what, fact=fact, article=on.law.cite("joint_incentive_opinion"), fields={"subject": fact})
    if row.told.get("grade"):
        look(subject, on.principal, given.purpose, row.bureau)
    payload = {"code": subject.code, "name": subject.name, "bureau": row.bureau, "purpose": given.purpose, **row.told}
    exchange.queue(
        subject, PARTNER, row.bureau, TOPIC, f"results:{row.pk}", payload, on.at, matter_id=row.pk,
        limit="credit.measure_answer",
    )  # fmt: skip
    on.tell("entity", title=_("Your credit record was sent to %(body)s") % {"body": row.bureau}, body=given.purpose)


def _told(subject: Subject, with_class: bool) -> dict[str, Any]:
    """Disclosed facts with their articles, restrictions of the cited list, and the class if it is asked for."""
    standing = [
        {"content": e.title, "article": e.article, "since": e.since.isoformat(), "act": e.act_id}
        for e in queries.standing(subject.pk)
    ]
    measures = [
        {"id": m.id, "content": m.zh, "article": m.article}
        for m in queries.measures_for(subject.pk)
        if m.says("kind") == "restrict"
    ]
    grade = RiskGrade.objects.filter(pk=subject.pk).first() if with_class else None
    told: dict[str, Any] = {"standing": standing, "measures": measures}
    return told | ({"grade": grade.grade, "version": grade.version} if grade else {})


@act(
    ProvinceNotice.sent,
    (ProvinceNotice.recognised, ProvinceNotice.turned_down),
    by=(MACHINE, Role.HANDLER, *LEADERS),
    label=gettext_lazy("Enter the receipt"),
)
def take_receipt(row: ProvinceNotice, given: ResultsAnswer, on: Occasion) -> State:
    """By the partner's answer, or by hand where it came on paper."""
    row.outcome, row.receipt = given.outcome, (given.reference or given.message)[:200]
    on.note = given.message
    return ProvinceNotice.recognised if given.outcome in TAKEN else ProvinceNotice.turned_down


def tell_end(subject: Subject, measures: list[str], on: Occasion) -> None:
    """Provinces that were told of these measures are told that they have ended."""
    rows = ProvinceNotice.objects.filter(subject_id=subject.pk).exclude(state="turned_down")
    for row in rows:
        ended = [m["id"] for m in row.told.get("measures", []) if m["id"] in measures]
        if ended:
            payload = {"code": subject.code, "name": subject.name, "bureau": row.bureau, "measures": ended}
            exchange.queue(subject, PARTNER, row.bureau, END, f"results_end:{row.pk}:{on.act_id}", payload, on.at)


exchange.answers_to(TOPIC, f"{ProvinceNotice.key}.take_receipt")

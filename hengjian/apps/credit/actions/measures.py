"""Acts about joint measures and bans of persons."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.credit import queries
from hengjian.apps.credit.models import PersonBan
from hengjian.apps.credit.procedures import JointMeasure, TradeBan
from hengjian.apps.credit.procedures.measures import ANSWERS
from hengjian.apps.credit.rules import catalogue
from hengjian.apps.registry import queries as register
from hengjian.apps.registry.actions import exchange
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.identity import LENGTH, is_resident_number
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.personal import fingerprint
from hengjian.kernel.principal import CLOCK, COUNTERPARTY, MACHINE, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Conflict, Incomplete

from .listing import ListingReason
from .sharing import tell_end
from .taking import OWNER, last_day, once, take

LEADERS = (Role.APPROVER, Role.HEAD)
TO = {
    "own": "市场监督管理部门",
    "public_resources": "公共资源交易、政府采购监管部门",
    "awards": "评优评先主管部门",
    "finance": "地方金融管理部门",
}
BANS = catalogue.choices("measures", when="ban")


class MeasurePush(Given):
    subject: int = ask(gettext_lazy("Subject"), kind="subject")
    reason: str = ask(gettext_lazy("Ground"), lines=3, at_least=4, at_most=500)


class MeasureAnswer(Given):
    measure: str = ask(gettext_lazy("Joint measure"), kind="joint_measure", at_most=10)
    answer: str = ask(gettext_lazy("What was done"), choices=ANSWERS, pattern="^(done|considered|not_applicable)$")
    note: str = ask(gettext_lazy("Receipt or note"), default="", at_most=300)


class BanOrder(Given):
    subject: int = ask(gettext_lazy("Business in which it happened"), kind="subject")
    measure: str = ask(gettext_lazy("Joint measure"), choices=BANS)
    life: bool = ask(gettext_lazy("For life"), kind="check", default=False)
    person: str = ask(gettext_lazy("Name of the person"), at_most=60, personal=True)
    id_number: str = ask(gettext_lazy("Identity number"), kind="id_number", at_most=30, personal=True)
    decision_no: str = ask(gettext_lazy("Decision number"), at_most=80)
    reason: str = ask(gettext_lazy("Ground"), lines=3, at_least=4, at_most=500)


# ---- joint measures ----


@act(
    None,
    JointMeasure.pushed,
    by=LEADERS,
    label=gettext_lazy("Recognise a subject and push the measures"),
    basis="joint_incentive_opinion",
    favourable=False,
)
def push(row: JointMeasure, given: MeasurePush, on: Occasion) -> None:
    """Only measures of the cited list that the subject falls under; each department is told and owes an answer."""
    what = _("No measure was pushed.")
    subject = take(row, given.subject, on, what)
    once(row, what)
    found = queries.measures_for(subject.pk)
    if not found:
        raise Incomplete(
            what,
            fact=_("The subject falls under no measure of the list today."),
            article=on.law.cite("joint_incentive_opinion"),
            remedy=_("Measures follow from an entry on a list or from class A."),
            fields={"subject": _("The subject falls under no measure of the list today.")},
        )
    row.measures, row.reason = [m.id for m in found], given.reason
    row.kind = found[0].says("kind")
    for one in found:
        payload = {
            "code": subject.code,
            "name": subject.name,
            "measure": one.id,
            "content": one.zh,
            "basis": one.article,
        }
        key = f"measure:{row.pk}:{one.id}"
        department = TO[one.says("to")]
        exchange.queue(
            subject, "department", department, "credit.measure", key, payload, on.at, limit="credit.measure_answer"
        )
    users = {d.user_id for d in register.departments(row.code) if d.user_id}
    on.parties += [(f"user:{user}", COUNTERPARTY) for user in sorted(users)]
    restrictions = [m for m in found if m.says("kind") == "restrict"]
    if restrictions:  # rewards follow from the risk class, which is not public
        body = {"name": subject.name, "content": "；".join(m.zh for m in restrictions), "reason": given.reason}
        article = "、".join(sorted({m.article for m in restrictions}))[:200]
        on.disclose("joint_measures", f"{subject.name}：联合惩戒措施", article, body)
    on.tell(*OWNER, title=_("Joint measures apply to your business"), body=given.reason)


@act(
    (JointMeasure.pushed, JointMeasure.in_effect),
    (JointMeasure.in_effect, JointMeasure.pushed),
    by=(COUNTERPARTY, Role.HANDLER),
    label=gettext_lazy("Answer what was done with a measure"),
)
def answer_measure(row: JointMeasure, given: MeasureAnswer, on: Occasion) -> State:
    """A department says what it did; when all have answered, the measures are in effect."""
    if given.measure not in row.measures:
        raise Incomplete(_("The feedback was not taken."), fields={"measure": _("Choose one of the values offered.")})
    department = register.department_of(on.principal.user_id)
    who = department.name if department else on.principal.authority_name or on.principal.name
    row.answers = {**row.answers, given.measure: [given.answer, who, given.note]}
    on.note = given.note
    return JointMeasure.pushed if row.unanswered else JointMeasure.in_effect


@act(
    (JointMeasure.pushed, JointMeasure.in_effect),
    JointMeasure.ended,
    by=(*LEADERS, MACHINE),
    label=gettext_lazy("End the measures"),
    held="*",
    favourable=True,
)
def end_measures(row: JointMeasure, given: ListingReason, on: Occasion) -> None:
    """The ground is gone: every department is told that the measures end."""
    assert row.subject is not None
    if on.principal.kind == "officer" and {m.id for m in queries.measures_for(row.subject.pk)} & set(row.measures):
        raise Conflict(
            _("They were not ended."),
            fact=_("The subject still falls under them."),
            remedy=_("They end when the entry they follow from ends."),
        )
    for key in row.measures:
        payload = {"code": row.subject.code, "name": row.subject_name, "measure": key}
        department = TO[catalogue.section("measures")[key].says("to")]
        exchange.queue(
            row.subject, "department", department, "credit.measure_end", f"measure_end:{row.pk}:{key}", payload, on.at
        )
    tell_end(row.subject, row.measures, on)
    on.note = given.reason
    on.tell(*OWNER, title=_("The joint measures have ended"), body=given.reason)


# ---- bans of persons ----


@act(
    None,
    (TradeBan.in_force, TradeBan.for_life),
    by=(*LEADERS, MACHINE),
    label=gettext_lazy("Enter a ban of a person"),
    paper="kernel.notice",
    certificate=True,
    favourable=False,
)
def impose(row: TradeBan, given: BanOrder, on: Occasion) -> State:
    """By decision, for the term the article gives; asked wherever managers are registered or permits given."""
    what = _("The ban was not entered.")
    subject = take(row, given.subject, on, what)
    chosen = catalogue.section("measures").get(given.measure)
    if chosen is None or chosen.says("when") != "ban":
        raise Incomplete(what, fields={"measure": _("Choose one of the values offered.")})
    lifelong = "life" in chosen.says("period")
    if given.life and not lifelong:
        raise Incomplete(what, fields={"life": _("This article knows no ban for life.")})
    if len(given.id_number) == LENGTH and not is_resident_number(given.id_number.upper()):
        wrong = _("The identity number is not valid: its date, division or last character is wrong.")
        raise Incomplete(what, fields={"id_number": wrong})
    life = given.life or not chosen.says("term")
    row.measure, row.scope = given.measure, chosen.says("scope")
    row.person, row.id_number = given.person, given.id_number.upper()
    row.decision_no, row.reason = given.decision_no, given.reason
    PersonBan.objects.create(
        subject=subject,
        proceeding_id=row.pk,
        name=given.person,
        id_print=fingerprint(given.id_number.upper()),
        measure=given.measure,
        scope=row.scope,
        article=chosen.article,
        since=on.day,
        until=None if life else last_day(chosen.says("term"), on.law, on.at),
    )
    return TradeBan.for_life if life else TradeBan.in_force


@act(TradeBan.in_force, TradeBan.ended, by=CLOCK, label=gettext_lazy("The term of the ban is over"))
def expire_ban(row: TradeBan, given: Nothing, on: Occasion) -> None:
    """It ends with its term."""
    _end_ban(row, on)


@act(
    (TradeBan.in_force, TradeBan.for_life),
    TradeBan.lifted,
    by=(Role.HEAD, MACHINE),
    label=gettext_lazy("Lift the ban"),
    irreversible=True,
    favourable=True,
)
def lift_ban(row: TradeBan, given: ListingReason, on: Occasion) -> None:
    """The decision it rests on has fallen."""
    _end_ban(row, on)
    on.note = given.reason


def _end_ban(row: Any, on: Occasion) -> None:
    PersonBan.objects.filter(proceeding_id=row.pk, lifted_on=None).update(lifted_on=on.day)

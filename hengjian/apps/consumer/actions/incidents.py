"""Raising a joint incident, naming who answers for it, measures, the common answer, handing over, closing."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.consumer import queries
from hengjian.apps.consumer.procedures import Complaint, JointIncident
from hengjian.apps.consumer.procedures.incidents import LANES
from hengjian.apps.consumer.rules import answers
from hengjian.kernel import inbox
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.models import Proceeding, Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, MACHINE, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Conflict, Incomplete

from .lanes import own_words

STAFF = (Role.HANDLER, Role.APPROVER, Role.HEAD)
LEADERS = (Role.APPROVER, Role.HEAD)
OPEN = (JointIncident.raised, JointIncident.handling, JointIncident.answered)
AT_LEAST, MOST = 2, 1000


class IncidentRaised(Given):
    lane: str = ask(gettext_lazy("Kind"), choices=LANES)
    subject: int | None = ask(gettext_lazy("Subject"), kind="subject", default=None)
    platform: str = ask(gettext_lazy("Online platform"), default="", at_most=80)
    what: str = ask(gettext_lazy("What has happened"), lines=4, at_least=8, at_most=1000)
    matters: list[int] = ask(
        gettext_lazy("Complaints it begins with"),
        kind="told_matter",
        help=gettext_lazy("The latest of half a year about the same subject or platform; more may be added later"),
        at_most=MOST,
    )


class IncidentMatters(Given):
    matters: list[int] = ask(gettext_lazy("Complaints to add"), kind="told_matter", at_most=MOST)


class IncidentCommand(Given):
    officer: int = ask(gettext_lazy("Who answers for it"), kind="officer")


class IncidentMeasure(Given):
    what: str = ask(gettext_lazy("Measure"), lines=3, at_least=4, at_most=500)


class IncidentAnswer(Given):
    answer: str = ask(
        gettext_lazy("Common answer"), lines=6, at_least=20, at_most=2000,
        help=gettext_lazy("【编号】【商品】【金额】【受理机关】【办理期限】 become each complaint's own"),
    )  # fmt: skip


class IncidentEnd(Given):
    outcome: str = ask(gettext_lazy("Outcome"), lines=4, at_least=8, at_most=1000)


def seen(asked: Sequence[int], what: str) -> list[int]:
    """The matters chosen, all of which must be complaints this officer may see."""
    found = queries.signals.seen(asked)
    if missing := [pk for pk in asked if pk not in found]:
        told = _("No complaint that you may see: %(numbers)s") % {"numbers": "、".join(map(str, missing[:10]))}
        raise Incomplete(what, fields={"matters": told})
    return found


@act(None, JointIncident.raised, by=STAFF, label=gettext_lazy("Raise a joint incident"), basis="consumer_law art. 32")
def raise_incident(row: JointIncident, given: IncidentRaised, on: Occasion) -> None:
    """Many are hit by one matter; each complaint goes on by its own clock."""
    what = _("No incident was raised.")
    matters = seen(given.matters, what)
    if len(matters) < AT_LEAST:
        raise Incomplete(what, fields={"matters": _("An incident begins with two complaints at least.")})
    if given.lane == "platform" and not given.platform:
        raise Incomplete(what, fields={"platform": _("Name the platform that the complaints share.")})
    subject = Subject.objects.filter(pk=given.subject).first() if given.subject else None
    row.lane, row.platform, row.what, row.matters = given.lane, given.platform, given.what, matters
    row.subject, row.subject_name = subject, subject.name if subject else ""
    row.synthetic = row.synthetic or bool(subject and subject.synthetic)
    row.title = f"群体性消费事件：{row.subject_name or given.platform or given.what[:40]}（{len(matters)}件）"


@act(OPEN, None, by=STAFF, label=gettext_lazy("Add complaints"))
def add_matters(row: JointIncident, given: IncidentMatters, on: Occasion) -> None:
    """More people are hit; those who come after the common answer are told it at once."""
    fresh = [pk for pk in seen(given.matters, _("Nothing was added.")) if pk not in row.matters]
    if not fresh:
        raise Conflict(_("Nothing was added."), fact=_("These complaints belong to the incident already."))
    row.matters = [*row.matters, *fresh]
    on.note = _("%(count)d complaints added") % {"count": len(fresh)}
    if row.common_answer:
        _tell(row, fresh, on)


@act(JointIncident.raised, JointIncident.handling, by=LEADERS, label=gettext_lazy("Name who answers for it"))
def name_commander(row: JointIncident, given: IncidentCommand, on: Occasion) -> None:
    """One officer answers for the whole."""
    chosen = queries.incidents.officer(given.officer)
    if chosen is None or not chosen.authority_code_within(row.code):
        raise Incomplete(_("Nobody was named."), fields={"officer": _("There is no such officer.")})
    row.commander = chosen.user.display_name
    row.handler_id, row.handler_name = chosen.pk, row.commander
    on.tell(f"officer:{chosen.pk}", title=_("You answer for %(title)s") % {"title": row.title})


@act((JointIncident.handling, JointIncident.answered), None, by=STAFF, label=gettext_lazy("Enter a measure"))
def take_measure(row: JointIncident, given: IncidentMeasure, on: Occasion) -> None:
    """What was done about the whole, beside the single complaints."""
    row.measures = [*row.measures, {"at": on.at.isoformat(), "by": on.principal.name, "what": given.what}]
    on.note = given.what


@act(
    JointIncident.handling,
    JointIncident.answered,
    by=LEADERS,
    label=gettext_lazy("Give the common answer"),
    apart_from="raise_incident",
)
def answer_all(row: JointIncident, given: IncidentAnswer, on: Occasion) -> None:
    """Everybody gets the answer under the own number; it closes nobody's complaint."""
    if strange := answers.unknown(given.answer):
        fact = _("Nothing is known to stand at: %(places)s. There are: %(known)s.") % {
            "places": "、".join(strange), "known": "、".join(answers.PLACES),
        }  # fmt: skip
        raise Incomplete(_("Nobody was answered."), fact=fact, fields={"answer": fact})
    row.common_answer = given.answer
    on.note = given.answer[:500]
    _tell(row, row.matters, on)


def _tell(row: JointIncident, matters: list[int], on: Occasion) -> None:
    """Let the worker tell each person who complained."""
    on.then("consumer.joint_incident.tell_hit", row.pk, {"matters": matters})


class IncidentTold(Given):
    matters: list[int] = ask(gettext_lazy("Complaints"), kind="number")


@act(
    JointIncident.answered,
    None,
    by=MACHINE,
    label=gettext_lazy("Tell those hit"),
    internal=True,
)
def tell_hit(row: JointIncident, given: IncidentTold, on: Occasion) -> None:
    """Each reads the own answer under the own matter, where it stands on the record; it leads to nobody else's."""
    kept = Complaint.objects.in_bulk(given.matters)
    for told in Proceeding.objects.filter(pk__in=given.matters).order_by("pk"):
        own = kept.get(told.pk)
        if own is not None and not own.stage.final:
            words = answers.filled(row.common_answer, own_words(own))
            on.then(f"{Complaint.key}.answer_in_lane", told.pk, {"answer": words, "incident": row.number})
            continue
        title = _("Answer on your matter %(number)s") % {"number": told.number}
        body = answers.filled(row.common_answer, own_words(own) if own else {"编号": told.number})
        inbox.deliver(told.pk, on.act_id, [{"to": APPLICANT, "title": title, "body": body}])


@act(
    OPEN,
    JointIncident.handed_over,
    by=LEADERS,
    label=gettext_lazy("Hand over to emergency command"),
    irreversible=True,
)
def hand_to_emergency(row: JointIncident, given: IncidentEnd, on: Occasion) -> None:
    """It has become an emergency; the complaints stay where they are."""
    _all_told(row, _("The incident was not handed over."))
    row.outcome = given.outcome
    on.note = given.outcome


@act(
    (JointIncident.handling, JointIncident.answered),
    JointIncident.closed,
    by=LEADERS,
    label=gettext_lazy("Close the incident"),
)
def close_incident(row: JointIncident, given: IncidentEnd, on: Occasion) -> State:
    """Only after everybody was answered."""
    what = _("The incident was not closed.")
    if not row.common_answer:
        raise Conflict(
            what,
            fact=_("Those hit have not been answered."),
            remedy=_("Give the common answer first."),
        )
    _all_told(row, what)
    row.outcome = given.outcome
    on.note = given.outcome
    return JointIncident.closed


def _all_told(row: JointIncident, what: str) -> None:
    """No notice may be on its way to a matter that is no longer there to send it from."""
    if row.common_answer and not queries.incidents.told(row.pk):
        raise Conflict(
            what,
            fact=_("The notices to those hit have not gone out yet."),
            remedy=_("They go out within seconds; try again."),
        )

"""An office whistles; named departments answer; what is not answered goes up one level."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.inspection.procedures import Whistle
from hengjian.kernel import divisions
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Authority
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import CLOCK, Role
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Conflict, Incomplete

STAFF = (Role.HANDLER, Role.APPROVER, Role.HEAD)
# Departments an office calls most; the list is the office's own (乡镇街道"吹哨"事项清单).
DEPARTMENTS = [
    "市场监管局",
    "应急管理局",
    "消防救援大队",
    "城市管理局",
    "公安分局",
    "生态环境分局",
    "卫生健康委",
    "住房城乡建设局",
]


class WhistleCall(Given):
    about: str = ask(gettext_lazy("What cannot be settled alone"), lines=4, at_least=8, at_most=1000)
    place: str = ask(gettext_lazy("Where"), default="", at_most=200)
    departments: list[str] = ask(gettext_lazy("Departments called"), choices=[(d, d) for d in DEPARTMENTS])


class WhistleAnswer(Given):
    department: str = ask(gettext_lazy("Department"), kind="silent_department", at_most=40)
    answer: str = ask(gettext_lazy("Answer"), lines=3, at_least=4, at_most=1000)


class WhistleEnd(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=2, at_least=4, at_most=500)


@act(None, Whistle.blown, by=STAFF, label=gettext_lazy("Whistle for departments"))
def blow(row: Whistle, given: WhistleCall, on: Occasion) -> None:
    """An office calls the departments it needs at the place."""
    what = _("Nobody was called.")
    if not given.departments:
        raise Incomplete(what, fields={"departments": _("Choose at least one department.")})
    row.about, row.place = given.about, given.place
    row.called = [{"department": name} for name in dict.fromkeys(given.departments)]
    row.title = f"吹哨：{given.about[:60]}"
    row.handler_id, row.handler_name = on.principal.officer_id, on.principal.name
    above = divisions.parent(row.code)
    if Authority.objects.filter(pk=above).exists():
        on.shares.append((above, _("An office whistles")))


@act(
    (Whistle.blown, Whistle.escalated),
    (Whistle.blown, Whistle.escalated, Whistle.settled),
    by=STAFF,
    label=gettext_lazy("Answer a whistle"),
)
def answer(row: Whistle, given: WhistleAnswer, on: Occasion) -> State:
    """A department answers; with the last answer the whistle is settled."""
    if given.department not in row.silent:
        raise Conflict(_("The answer was not entered."), fact=_("This department was not called, or has answered."))
    row.called = [
        {**one, "answer": given.answer, "by": on.principal.name, "at": on.at.isoformat()}
        if one["department"] == given.department
        else one
        for one in row.called
    ]
    on.note = f"{given.department}：{given.answer}"
    if row.handler_id:
        on.tell(f"officer:{row.handler_id}", title=_("%(name)s has answered") % {"name": given.department})
    return row.states[row.state] if row.silent else Whistle.settled


@act(Whistle.blown, Whistle.escalated, by=CLOCK, label=gettext_lazy("Goes up unanswered"))
def escalate(row: Whistle, given: Nothing, on: Occasion) -> None:
    """Not everybody has answered in time: the level above takes it on."""
    row.supervised = True
    on.note = "、".join(row.silent)


@act((Whistle.blown, Whistle.escalated), Whistle.withdrawn, by=STAFF, label=gettext_lazy("Take the whistle back"))
def take_back(row: Whistle, given: WhistleEnd, on: Occasion) -> None:
    """It has settled itself."""
    on.note = given.reason

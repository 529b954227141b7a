"""Planning a campaign: scope and items, approval with the frozen list, tasks to the authorities, calling it off."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.inspection import queries as inspection
from hengjian.apps.planning import queries
from hengjian.apps.planning.models import CampaignSubject
from hengjian.apps.planning.procedures import Campaign, CampaignTask
from hengjian.apps.planning.procedures.campaigns import FIRST
from hengjian.apps.planning.queries import campaigns as standing
from hengjian.apps.planning.queries import scopes
from hengjian.apps.planning.rules import campaigns as rules
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.models import Authority
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import MACHINE, Role
from hengjian.kernel.refusal import Incomplete

from . import days

NOT_DONE = gettext_lazy("The campaign was not planned.")
LEADERS = (Role.APPROVER, Role.HEAD)
STAFF = (Role.HANDLER, *LEADERS)
CLASSES = [(one, one) for one in "ABCD"]
KINDS = list(scopes.KINDS.items())


class CampaignPlan(Given):
    title: str = ask(gettext_lazy("Name of the campaign"), at_least=4, at_most=120)
    ground: str = ask(
        gettext_lazy("Basis"), at_least=4, at_most=300, help=gettext_lazy("Law, plan or order on which it rests")
    )
    approval: str = ask(
        gettext_lazy("Approved by, document number"), at_most=200, default="",
        help=gettext_lazy("The government or authority that approved the special inspection"),
    )  # fmt: skip
    aims: str = ask(gettext_lazy("What is to be reached"), lines=3, default="", at_most=2000)
    since: date = ask(gettext_lazy("From"), kind="date")
    until: date = ask(gettext_lazy("Until"), kind="date")
    first_due: date = ask(gettext_lazy("First round done by"), kind="date")
    kinds: list[str] = ask(
        gettext_lazy("Kinds of subjects"), choices=KINDS, default=[], section=gettext_lazy("Whom it concerns")
    )
    places: list[str] = ask(gettext_lazy("Places"), kind="planning_place", default=[])
    classes: list[str] = ask(gettext_lazy("Risk classes"), choices=CLASSES, default=[])
    permits: list[str] = ask(gettext_lazy("Permits held"), kind="permit_item", default=[])
    word: str = ask(gettext_lazy("Word of trade, business scope or name"), default="", at_most=40)
    items: list[str] = ask(
        gettext_lazy("What is looked at"), kind="check_item", section=gettext_lazy("What is looked at")
    )


class CampaignReason(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=500)


class CampaignApproval(Given):
    note: str = ask(gettext_lazy("Opinion"), lines=2, default="", at_most=500)


class TaskOpened(Given):
    authority: str = ask(gettext_lazy("Authority"), at_most=12)
    campaign: int = ask(gettext_lazy("Campaign"), kind="number")
    nth: int = ask(gettext_lazy("Round"), kind="number")
    due_on: date = ask(gettext_lazy("To be done by"), kind="date")


def scope_of(given: Any) -> scopes.Scope:
    """What a form says about whom it concerns."""
    return scopes.Scope.of(given.model_dump())


def someone_falls_under(scope: scopes.Scope, code: str, what: Any) -> None:
    """Refuse a scope that nobody, or everybody, falls under."""
    found = scopes.count(scope, code)
    if not scope.words:
        fact = _("Nothing narrows the scope: every subject of the register would fall under it.")
        raise Incomplete(str(what), fact=fact, fields={"word": fact})
    if not 0 < found <= scopes.MOST:
        fact = _("%(count)d subjects fall under the scope; 1 to %(most)d are needed.") % {
            "count": found,
            "most": scopes.MOST,
        }
        raise Incomplete(str(what), fact=fact, fields={"word": fact})


def _put(row: Campaign, given: CampaignPlan, on: Occasion) -> None:
    _facts, unknown = inspection.facts_of(given.items)
    facts = rules.PlanFacts(
        given.since, given.until, given.first_due, tuple(given.items), tuple(unknown), given.approval or "—"
    )
    rules.plan(facts, on.law).require(str(NOT_DONE))
    scope = scope_of(given)
    someone_falls_under(scope, row.code, NOT_DONE)
    row.title, row.ground, row.approval, row.aims = given.title, given.ground, given.approval, given.aims
    row.since, row.until, row.first_due = given.since, given.until, given.first_due
    row.items, row.scope = list(dict.fromkeys(given.items)), scope.kept


@act(None, Campaign.drafted, by=STAFF, label=gettext_lazy("Plan a campaign"))
def draft_campaign(row: Campaign, given: CampaignPlan, on: Occasion) -> None:
    """Draft a campaign: on what it rests, whom it concerns, what is looked at, until when."""
    _put(row, given, on)
    row.handler_id, row.handler_name = on.principal.officer_id, on.principal.name


@act(Campaign.drafted, None, by=STAFF, label=gettext_lazy("Change the plan"))
def change_campaign(row: Campaign, given: CampaignPlan, on: Occasion) -> None:
    """Change the draft; once approved it stands as it is."""
    _put(row, given, on)


@act(
    Campaign.drafted,
    Campaign.running,
    by=LEADERS,
    label=gettext_lazy("Approve and freeze the list"),
    apart_from="draft_campaign",
    paper="planning.campaign_plan",
    discloses="campaign",
    basis="enterprise_inspection_norms",
)
def approve_campaign(row: Campaign, given: CampaignApproval, on: Occasion) -> None:
    """Approve: the list is frozen with its hash, the plan is published, each authority gets its task."""
    what = _("The campaign was not approved.")
    facts = rules.PlanFacts(row.since, row.until, row.first_due, tuple(row.items), (), row.approval)
    rules.plan(facts, on.law).require(what)
    if row.first_due <= on.day:
        raise Incomplete(what, fact=_("The day of the first round has passed."), remedy=_("Change the plan first."))
    found = _freeze(row)
    row.frozen_on = on.day
    places = sorted({one.place for one in found})
    on.shares += [(code, _("Task of a campaign")) for code in places if code != row.code]
    for code in places:
        given_on = {"authority": code, "campaign": row.pk, "nth": FIRST, "due_on": row.first_due.isoformat()}
        on.then("planning.campaign_task.open_task", None, given_on)
    nth, mark = standing.in_year(row.code, on.day.year) + 1, on.law.value("planning.campaigns_a_year")
    on.note = _("Campaign %(nth)d of this year; the mark is %(mark)d.") % {"nth": nth, "mark": mark.amount}
    on.note += f" {given.note}" if given.note else ""
    _publish(row, on)


def _freeze(row: Campaign) -> list[CampaignSubject]:
    """Write the list down as it is today; from now on it is this one."""
    scope = scopes.Scope.of(row.scope)
    someone_falls_under(scope, row.code, _("The campaign was not approved."))
    known = frozenset(Authority.objects.filter(pk__startswith=row.code).values_list("pk", flat=True))
    chosen = scopes.chosen(scope, row.code)
    found = [
        CampaignSubject(
            proceeding_id=row.pk, position=n, subject_id=one.subject, ident=one.ident, name=one.name,
            place=rules.answers_for(one.place, row.code, known),
        )
        for n, one in enumerate(chosen, 1)
    ]  # fmt: skip
    CampaignSubject.objects.bulk_create(found, batch_size=2000)
    lines = rules.list_lines((one.ident, one.name, one.place) for one in found)
    row.listed, row.list_hash = len(found), rules.list_hash(row.number, lines)
    return found


def _publish(row: Campaign, on: Occasion) -> None:
    facts, _unknown = inspection.facts_of(row.items)
    names = [item.name for item in facts]
    data: dict[str, Any] = {
        "name": row.title, "ground": row.ground, "approval": row.approval, "aims": row.aims, "items": names,
        "since": row.since.isoformat(), "until": row.until.isoformat(), "first_due": row.first_due.isoformat(),
        "scope": scopes.Scope.of(row.scope).words, "listed": row.listed, "list_hash": row.list_hash,
        "basis": [on.law.cite("enterprise_inspection_norms").official],
    }  # fmt: skip
    on.issue("planning.campaign_plan", "专项行动方案", data)
    body = {
        "name": row.title, "number": row.number, "ground": row.ground, "approval": row.approval,
        "period": f"{row.since} — {row.until}", "items_text": "、".join(names), "listed": row.listed,
        "list_hash": row.list_hash, "content": row.aims or "；".join(scopes.Scope.of(row.scope).words),
    }  # fmt: skip
    on.disclose("campaign", f"专项行动：{row.title}", on.law.cite("enterprise_inspection_norms"), body)


@act(None, CampaignTask.assigned, by=MACHINE, label=gettext_lazy("Assign the task of a campaign"))
def open_task(row: CampaignTask, given: TaskOpened, on: Occasion) -> None:
    """One authority's part of a round lands on its desk with its day."""
    campaign = Campaign.objects.get(pk=given.campaign)
    subjects = CampaignSubject.objects.filter(proceeding_id=campaign.pk, place=given.authority)
    row.code, row.synthetic = given.authority, campaign.synthetic
    row.campaign_id, row.campaign_number, row.campaign_title = campaign.pk, campaign.number, campaign.title
    row.nth = given.nth
    row.listed = (subjects if given.nth == FIRST else subjects.filter(again=True)).count()
    row.title = f"{campaign.title}（{'首轮' if given.nth == FIRST else '回头看'}，{row.listed}户）"
    days.due_on(row, given.due_on, on, "miss_task")


@act(
    (Campaign.drafted, Campaign.running, Campaign.looking_back),
    Campaign.called_off,
    by=LEADERS,
    label=gettext_lazy("Call the campaign off"),
    favourable=False,
)
def call_off_campaign(row: Campaign, given: CampaignReason, on: Occasion) -> None:
    """There is no campaign, or no more of it; its open tasks fall away."""
    on.note = given.reason
    for task in queries.tasks_of(row.pk):
        if task.closed_at is None:
            on.then("planning.campaign_task.drop_task", task.pk, {"reason": given.reason})

"""An authority's part of a campaign: sending checks, saying what no check tells, reporting; and the day that passes."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.inspection.actions import checks as inspection
from hengjian.apps.planning.models import CampaignSubject
from hengjian.apps.planning.models.campaigns import OUTCOMES
from hengjian.apps.planning.procedures import Campaign, CampaignTask
from hengjian.apps.planning.queries import campaigns as standing
from hengjian.apps.planning.rules import campaigns as rules
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import CLOCK, MACHINE, Role
from hengjian.kernel.refusal import Conflict, Incomplete

from . import days
from .campaigns import LEADERS, STAFF, CampaignReason

AT_ONCE = 100  # checks that one press of the button opens; more are opened by pressing again


class CampaignTeam(Given):
    officers: list[int] = ask(gettext_lazy("Officers"), kind="check_officer")
    most: int = ask(gettext_lazy("How many, at most"), kind="number", default=AT_ONCE, at_least=1, at_most=AT_ONCE)


class SaidOutcome(Given):
    subject: int = ask(gettext_lazy("Subject of the list"), kind="campaign_subject")
    outcome: str = ask(gettext_lazy("Outcome"), choices=OUTCOMES)
    note: str = ask(gettext_lazy("What was seen and done"), lines=3, at_least=4, at_most=1000)
    mend_by: date | None = ask(gettext_lazy("To be mended by"), kind="date", default=None)
    case: str = ask(gettext_lazy("Number of the case"), default="", at_most=60)
    file: str = ask(gettext_lazy("Picture or proof"), kind="file", default="")


class TaskReport(Given):
    told: str = ask(gettext_lazy("Report"), lines=4, at_least=10, at_most=1500)
    why: str = ask(gettext_lazy("Why subjects were not looked at"), lines=2, default="", at_most=500)


class TaskProlonged(Given):
    day: date = ask(gettext_lazy("New day"), kind="date")
    reason: str = ask(gettext_lazy("Reason"), lines=2, at_least=4, at_most=500)


def lines_of(row: CampaignTask) -> list[standing.Line]:
    """The subjects of a task with their outcomes."""
    return standing.campaign_lines(row.campaign_id, row.campaign_number, row.nth, row.code)


@act(CampaignTask.assigned, None, by=Role.HANDLER, label=gettext_lazy("Send officers to those not looked at"))
def send_campaign_checks(row: CampaignTask, given: CampaignTeam, on: Occasion) -> None:
    """Open a check for subjects that have none yet; it rests on the campaign, and its result counts by itself."""
    what = _("No officers were sent.")
    items = Campaign.objects.values_list("items", flat=True).get(pk=row.campaign_id)
    waiting = [one.row for one in lines_of(row) if not one.check and not one.outcome.checked][: given.most]
    if not waiting:
        raise Conflict(what, fact=_("Every subject has a check or an outcome."))
    for one in waiting:
        inspection.open_check(
            one.subject_id, officers=given.officers, items=items, origin="campaign", source=row.source,
            by=row.due_on, authority=row.code, occasion=on,
        )  # fmt: skip
    row.handler_id, row.handler_name = on.principal.officer_id, on.principal.name
    on.note = _("%(count)d checks opened") % {"count": len(waiting)}


@act(CampaignTask.assigned, None, by=Role.HANDLER, label=gettext_lazy("Enter an outcome without a check"))
def say_outcome(row: CampaignTask, given: SaidOutcome, on: Occasion) -> None:
    """Where another department looked or the matter was settled otherwise: what was seen, with its proof."""
    what = _("The outcome was not entered.")
    one = CampaignSubject.objects.filter(pk=given.subject, proceeding_id=row.campaign_id, place=row.code).first()
    if one is None:
        raise Incomplete(what, fields={"subject": _("There is no such subject on this list.")})
    before = one.said.get(str(row.nth), {})
    proof = _proof(given, before, on, what)
    if given.outcome == "found":
        if given.mend_by is None:
            raise Incomplete(what, fields={"mend_by": _("This must be filled in.")})
        rules.mend_by(given.mend_by, on.day, on.law).require(what)
        on.then(f"{row.key}.miss_mending", row.pk, at=days.end_of(given.mend_by))
    if given.outcome == "cased" and not given.case.strip():
        raise Incomplete(what, fields={"case": _("This must be filled in.")})
    said: dict[str, Any] = {
        "outcome": given.outcome, "note": given.note, "case": given.case, "by": on.principal.name, "proof": proof,
        "on": on.day.isoformat(), "mend_by": given.mend_by.isoformat() if given.mend_by else "",
    }  # fmt: skip
    one.said = {**one.said, str(row.nth): said}
    one.save(update_fields=["said"])
    on.note = f"{one.name}：{dict(OUTCOMES)[given.outcome]}　{given.note}"[:900]


def _proof(given: SaidOutcome, before: dict[str, Any], on: Occasion, what: str) -> str:
    """The proof handed in now or before; without any, an outcome is a claim."""
    if found := on.keep_sent(given.file, "专项行动证据材料"):
        return found.sha256
    if not before.get("proof") and given.outcome != "absent":
        fact = _("An outcome that no check tells needs its proof.")
        article = on.law.cite("enterprise_inspection_norms")
        raise Incomplete(what, fact=fact, article=article, fields={"file": fact})
    return str(before.get("proof", ""))


@act(CampaignTask.assigned, CampaignTask.done, by=STAFF, label=gettext_lazy("Report the task as done"))
def report_task(row: CampaignTask, given: TaskReport, on: Occasion) -> None:
    """The authority reports; who was not looked at is named with the reason."""
    left = [one.row.name for one in lines_of(row) if not one.outcome.checked]
    rules.finished(left, given.why, on.law).require(_("The task was not reported as done."))
    row.told = f"{given.told}（未检查{len(left)}户：{given.why}）" if left else given.told
    on.note = row.told


@act(CampaignTask.assigned, None, by=(*LEADERS, Role.SUPERVISOR), label=gettext_lazy("Give the task more time"))
def prolong_task(row: CampaignTask, given: TaskProlonged, on: Occasion) -> None:
    """The authority that runs the campaign gives another day; the one that owes the task does not."""
    what = _("The day was not changed.")
    campaign = Campaign.objects.filter(pk=row.campaign_id).first()
    owner = campaign.code if campaign else ""
    if campaign is None or not rules.may_prolong(on.principal.place, owner):
        raise Conflict(what, fact=_("Only the authority that runs the campaign gives more time."))
    if not row.due_on < given.day <= campaign.until:
        raise Incomplete(what, fields={"day": _("After the present day and within the campaign.")})
    days.due_on(row, given.day, on, "miss_task")
    on.note = f"{given.day.isoformat()} {given.reason}"


@act(CampaignTask.assigned, None, by=CLOCK, label=gettext_lazy("The day of the task has passed"), favourable=False)
def miss_task(row: CampaignTask, given: Nothing, on: Occasion) -> None:
    """Nothing was reported by the day: the task is supervised, and the campaign's handler is told."""
    if not days.passed(row, on) or row.missed:
        return
    row.missed = row.supervised = True
    on.note = _("Not reported by %(day)s") % {"day": row.due_on.isoformat()}
    campaign = Campaign.objects.filter(pk=row.campaign_id).first()
    for officer in {row.handler_id, campaign.handler_id if campaign else None} - {None}:
        on.tell(f"officer:{officer}", title=_("Task of a campaign is overdue: %(title)s") % {"title": row.title})


@act(CampaignTask.assigned, None, by=CLOCK, label=gettext_lazy("The day for mending has passed"), favourable=False)
def miss_mending(row: CampaignTask, given: Nothing, on: Occasion) -> None:
    """Somebody on the list has not mended in time: the task is supervised and names who."""
    late = [one.row.name for one in lines_of(row) if one.mend_by and one.mend_by <= on.day]
    if not late:
        return
    row.supervised = True
    on.note = _("Not mended in time: %(names)s") % {"names": "、".join(late[:10])}
    if row.handler_id:
        on.tell(f"officer:{row.handler_id}", title=on.note[:180])


@act(CampaignTask.assigned, CampaignTask.dropped, by=MACHINE, label=gettext_lazy("Drop the task"))
def drop_task(row: CampaignTask, given: CampaignReason, on: Occasion) -> None:
    """The campaign was called off."""
    on.note = given.reason

"""The second half of a campaign: look-back over those found, figures frozen, the closing report signed and published."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.inspection import queries as inspection
from hengjian.apps.planning import queries
from hengjian.apps.planning.models import CampaignSubject
from hengjian.apps.planning.procedures import Campaign
from hengjian.apps.planning.procedures.campaigns import FIRST, LOOK_BACK
from hengjian.apps.planning.queries import campaigns as standing
from hengjian.apps.planning.rules import campaigns as rules
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Conflict, Incomplete

from .campaigns import LEADERS, STAFF, CampaignReason

NOT_REPORTED = gettext_lazy("No report was drafted.")


class LookBack(Given):
    share: int = ask(
        gettext_lazy("Share of those with problems, per cent"), kind="number", default=100, at_least=1, at_most=100
    )
    due_on: date = ask(gettext_lazy("Look-back done by"), kind="date")


class ClosingReport(Given):
    results: str = ask(gettext_lazy("What was reached"), lines=6, at_least=20, at_most=4000)
    problems: str = ask(gettext_lazy("Problems and causes"), lines=4, at_least=10, at_most=3000)
    after: str = ask(gettext_lazy("Next steps"), lines=4, at_least=10, at_most=3000)
    why: str = ask(gettext_lazy("Why tasks are still open"), lines=2, default="", at_most=500)


class ReportSigned(Given):
    note: str = ask(gettext_lazy("Opinion"), lines=2, default="", at_most=500)


@act(Campaign.running, Campaign.looking_back, by=STAFF, label=gettext_lazy("Call a look-back"))
def call_look_back(row: Campaign, given: LookBack, on: Occasion) -> None:
    """Look again at all or a sample of those where a problem was found; the sample follows from the frozen list."""
    what = _("No look-back was called.")
    found = [one.row for one in queries.campaign_lines(row.pk, row.number, FIRST) if one.outcome.found]
    rules.look_back(len(found), given.share, on.law).require(what)
    if not on.day < given.due_on <= row.until:
        raise Incomplete(what, fields={"due_on": _("After today and within the campaign.")})
    size = rules.sample_size(len(found), given.share)
    drawn = set(inspection.lots(rules.seed_of(row.list_hash, row.number), [str(one.subject_id) for one in found], size))
    again = [one for one in found if str(one.subject_id) in drawn]
    CampaignSubject.objects.filter(pk__in=[one.pk for one in again]).update(again=True)
    row.chosen_again = len(again)
    on.note = _("%(size)d of %(found)d are looked at again") % {"size": size, "found": len(found)}
    for code in sorted({one.place for one in again}):
        task = {"authority": code, "campaign": row.pk, "nth": LOOK_BACK, "due_on": given.due_on.isoformat()}
        on.then("planning.campaign_task.open_task", None, task)


@act(
    (Campaign.running, Campaign.looking_back),
    Campaign.reporting,
    by=STAFF,
    label=gettext_lazy("Draft the closing report"),
)
def draft_report(row: Campaign, given: ClosingReport, on: Occasion) -> None:
    """The figures are taken as they stand and frozen; people say what they mean."""
    tasks = queries.tasks_of(row.pk)
    waiting = [task.title for task in tasks if task.closed_at is None]
    if waiting and len(given.why.strip()) < 4:
        fact = _("%(count)d tasks are still open.") % {"count": len(waiting)}
        raise Incomplete(str(NOT_REPORTED), fact=fact, remedy=_("Wait for them, or say why not."), fields={"why": fact})
    if not tasks:
        raise Conflict(str(NOT_REPORTED), fact=_("The tasks have not been opened yet."))
    row.figures = figures_of(row)
    row.report = {"results": given.results, "problems": given.problems, "after": given.after, "why": given.why}


def figures_of(row: Campaign) -> dict[str, Any]:
    """Both rounds in numbers, in all and by authority."""
    tasks, out = queries.tasks_of(row.pk), {}
    for nth, name in ((FIRST, "first"), (LOOK_BACK, "again")):
        found = queries.campaign_lines(row.pk, row.number, nth)
        offices = queries.by_office(found, [task for task in tasks if task.nth == nth])
        rows = rules.report_rows([(one.name, one.counts) for one in offices]) if found else []
        out[name] = {**standing.total(found).facts, "rows": rows}
    done = [task for task in tasks if task.closed_at is not None and task.state == "done"]
    return {**out, "tasks": len(tasks), "done": len(done), "missed": sum(task.missed for task in tasks)}


@act(
    Campaign.reporting,
    (Campaign.running, Campaign.looking_back),
    by=LEADERS,
    label=gettext_lazy("Return the report"),
    favourable=False,
)
def return_report(row: Campaign, given: CampaignReason, on: Occasion) -> State:
    """The report does not say enough, or something is still to be done."""
    on.note = given.reason
    return Campaign.looking_back if row.chosen_again else Campaign.running


@act(
    Campaign.reporting,
    Campaign.closed,
    by=LEADERS,
    label=gettext_lazy("Sign and publish the closing report"),
    apart_from="draft_report",
    paper="planning.campaign_report",
    discloses="campaign_report",
    basis="enterprise_inspection_norms",
)
def sign_report(row: Campaign, given: ReportSigned, on: Occasion) -> None:
    """Another person signs; report and figures are public."""
    on.note = given.note
    first, again = row.figures["first"], row.figures["again"]
    data: dict[str, Any] = {
        "name": row.title, "ground": row.ground, "since": row.since.isoformat(), "until": row.until.isoformat(),
        "first": first, "again": again, "tasks": row.figures["tasks"], "done": row.figures["done"],
        "missed": row.figures["missed"], "list_hash": row.list_hash, **row.report,
        "checked_share": rules.percent(first["checked"], first["listed"]),
        "mended_share": rules.percent(first["mended"] + first["cased"], first["found"]),
        "basis": [on.law.cite("enterprise_inspection_norms").official],
    }  # fmt: skip
    on.issue("planning.campaign_report", "专项行动总结报告", data)
    counts = {name: first[name] for name in ("listed", "checked", "found", "mended", "cased")}
    body = {
        "name": row.title,
        "number": row.number,
        **counts,
        "again": again["listed"],
        "content": row.report["results"],
    }
    on.disclose("campaign_report", f"专项行动总结：{row.title}", on.law.cite("enterprise_inspection_norms"), body)

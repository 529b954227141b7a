"""Tasks of plans: the list, how they lie in time, taking them in from a file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.apps.planning import queries
from hengjian.apps.planning.models import Plan
from hengjian.apps.planning.procedures import PlanTask
from hengjian.apps.planning.procedures.tasks import yuan
from hengjian.apps.planning.queries import task_file
from hengjian.apps.planning.queries.plans import plans_by_key
from hengjian.apps.planning.rules import tasks as rules
from hengjian.kernel import divisions
from hengjian.kernel.perform import perform
from hengjian.kernel.procedure import Procedure
from hengjian.kernel.refusal import Refusal
from hengjian.web import cells, lists
from hengjian.web.access import Request, officers
from hengjian.web.navigation import Entry
from hengjian.web.proceeding import invite

navigation = [
    Entry("whole", gettext_lazy("Tasks of plans"), "/plan-tasks/"),
    Entry("whole", gettext_lazy("Tasks in time"), "/plan-tasks/timeline/"),
]
WIDTH = 720
TONES = {"late": "famber", "done": "fgreen", "": "f1"}


def _plan_choices(request: Request) -> list[tuple[str, Any]]:
    return [(one.key, one.title) for one in plans_by_key().values()]


def _state_choices(request: Request) -> list[tuple[str, Any]]:
    return [("late", _("Overdue")), *((s.name, s.label) for s in PlanTask.states.values())]


def _narrow_state(rows: Any, value: str, request: Request) -> Any:
    if value == "late":
        return rows.filter(state="running", next_due__lt=timezone.localdate())
    return rows.filter(state=value)


def _due(row: PlanTask) -> Any:
    late = queries.tasks.is_late(row, timezone.localdate())
    return cells.joined((cells.day(row.next_due), " ", _("overdue") if late else "")) if not row.closed_at else "—"


LIST = lists.ListPage(
    name="plan-tasks",
    title=gettext_lazy("Tasks of plans"),
    rows=lambda request: PlanTask.objects.filter(**request.principal.within()),
    columns=(
        lists.Column(
            "task", gettext_lazy("Task"), lambda r: r.title, order="title", second=lambda r: f"{r.chapter}　{r.place}"
        ),
        lists.Column("chapter", gettext_lazy("Chapter"), lambda r: r.chapter, order="chapter", optional=True),
        lists.Column(
            "owner", gettext_lazy("Responsible"), lambda r: divisions.full_name(r.code) or r.code, order="code"
        ),
        lists.Column("due", gettext_lazy("Next day"), _due, lambda r: r.next_due, "next_due"),
        lists.Column(
            "progress", gettext_lazy("Progress in per cent"), lambda r: f"{r.progress}%", order="progress", numeric=True
        ),
        lists.Column(
            "money",
            gettext_lazy("Spent, of the budget"),
            lambda r: "—" if r.budget is None else f"{yuan(r.spent)} / {yuan(r.budget)}",
            numeric=True,
        ),
        lists.Column(
            "state",
            gettext_lazy("Stage"),
            lists.state_label,
            lambda r: str(lists.state_label(r)),
            "state",
            second=lambda r: _("supervised") if r.supervised else "",
        ),
    ),
    filters=(
        lists.one_of("plan", gettext_lazy("Plan"), _plan_choices, "plan_key"),
        lists.Filter("state", gettext_lazy("Stage"), _state_choices, _narrow_state),
    ),
    order="next_due",
    search=lambda rows, text: rows.filter(title__icontains=text) | rows.filter(chapter__icontains=text),
    href=lambda row: f"/p/{row.pk}/",
    empty=gettext_lazy("No task of a plan has been set here."),
    template="planning/plan_tasks.html",
)


@officers
@require_GET
def listed(request: Request) -> HttpResponseBase:
    """Tasks of every plan within the officer's range."""
    return lists.respond(LIST, request)


def _chosen(request: Request) -> Plan | None:
    known = plans_by_key()
    return known.get(request.GET.get("plan", "")) or next(iter(_with_tasks(known)), None)


def _with_tasks(known: dict[str, Plan]) -> list[Plan]:
    """Plans that have tasks the officer sees, first of all."""
    used = PlanTask.objects.order_by().values_list("plan_key", flat=True).distinct()
    return sorted(known.values(), key=lambda one: one.key not in set(used))


@officers
@require_GET
def timeline(request: Request) -> HttpResponseBase:
    """The tasks of one plan by chapter as bars from the first to the last day of the plan."""
    plan, today = _chosen(request), timezone.localdate()
    context: dict[str, Any] = {
        "title": _("Tasks in time"), "plan": plan, "plans": list(plans_by_key().values()), "chapters": [],
    }  # fmt: skip
    if plan is not None:
        window = task_file.window(plan.since, plan.until)
        rows = list(queries.tasks.tasks_of(plan.key))
        names = queries.tasks.owners(row.code for row in rows)
        figures = {one.name: one for one in queries.tasks.chapters(rows, today)}
        grouped: dict[str, list[dict[str, Any]]] = {}
        for row in rows:
            grouped.setdefault(row.chapter, []).append(_line(row, names, window))
        context |= {
            "chapters": [{"name": n, "rows": found, "sum": figures.get(n)} for n, found in grouped.items()],
            "years": rules.years(window, WIDTH),
            "today": rules.at_day(today, window, WIDTH) if window[0] <= today <= window[1] else None,
            "width": WIDTH,
            "total": len(rows),
            "late": sum(one.late for one in figures.values()),
        }
    return render(request, "planning/plan_timeline.html", context)


def _line(row: PlanTask, names: dict[str, str], window: tuple[Any, Any]) -> dict[str, Any]:
    standing = "late" if queries.tasks.is_late(row, timezone.localdate()) else "done" if row.state == "done" else ""
    starts, ends = row.starts_on or window[0], row.ends_on or window[1]
    bar = rules.bar(starts, ends, row.progress, row.steps, window, WIDTH)
    return {
        "row": row,
        "owner": names.get(row.code, row.code),
        "bar": bar,
        "tone": TONES[standing],
        "late": standing == "late",
    }


@officers
def take_in(request: Request) -> HttpResponseBase:
    """Tasks of a plan from a CSV file; every faulty row is named, and then nothing is kept."""
    known = plans_by_key()
    context: dict[str, Any] = {
        "title": _("Take in tasks"), "plans": list(known.values()), "heads": list(task_file.HEADS), "bad": [], "fault": "",
        "chosen": request.POST.get("plan", request.GET.get("plan", "")),
    }  # fmt: skip
    if request.method != "POST":
        return render(request, "planning/plan_import.html", context)
    upload = request.FILES.get("file")
    if context["chosen"] not in known or upload is None:
        raise Http404
    try:
        count, context["bad"] = _take(request, upload.read(), context["chosen"])
    except task_file.UnfitFile as unfit:
        context["fault"] = str(unfit)
        return render(request, "planning/plan_import.html", context, status=422)
    if context["bad"]:
        return render(request, "planning/plan_import.html", context, status=422)
    messages.success(request, _("%(count)d tasks set.") % {"count": count})
    return HttpResponseRedirect(f"{reverse('planning:plan-timeline')}?plan={context['chosen']}")


def _take(request: Request, data: bytes, plan: str) -> tuple[int, list[task_file.FaultyRow]]:
    asked = task_file.orders(data, plan)
    bad: list[task_file.FaultyRow] = []
    with transaction.atomic():
        for number, values in enumerate(asked, 2):
            try:
                perform("planning.plan_task.set_task", None, values, request.principal)
            except Refusal as refused:
                fields = [str(one) for one in refused.fields.values()]
                bad.append(task_file.FaultyRow(number, "；".join(fields) or str(refused.fact)))
        if bad:
            transaction.set_rollback(True)
    return len(asked), bad


@invite
def to_timeline(row: Procedure, request: Request) -> tuple[Any, str] | None:
    """From a task to all tasks of its plan."""
    if not isinstance(row, PlanTask) or request.principal.kind != "officer":
        return None
    return _("Tasks in time"), f"{reverse('planning:plan-timeline')}?plan={row.plan_key}"


urlpatterns = [
    path("plan-tasks/", listed, name="plan-tasks"),
    path("plan-tasks/timeline/", timeline, name="plan-timeline"),
    path("plan-tasks/import/", take_in, name="plan-tasks-import"),
]

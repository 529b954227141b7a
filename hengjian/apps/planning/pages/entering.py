"""A new plan period from a spreadsheet: paste or send the table, look at what was read, draft it. And comments of anybody."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from hengjian.apps.consumer.queries import access as guests
from hengjian.apps.planning import queries
from hengjian.apps.planning.models import PlanTarget
from hengjian.apps.planning.rules import table
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import acting_as
from hengjian.kernel.refusal import Refusal
from hengjian.kernel.sheets import BadFile, pasted
from hengjian.kernel.sheets import table as table_of
from hengjian.web.access import Request, forbidden, officers, public
from hengjian.web.navigation import Entry

PLANNERS = frozenset({"handler", "approver", "head", "supervisor"})
navigation = [
    Entry("whole", gettext_lazy("Enter a plan period"), "/plans/new/", roles=PLANNERS),
]
FIELDS = ("plan_title", "since", "until", "source", "table")
HEADS = "序号\t类别\t指标\t单位\t{before}年\t{until}年目标\t属性"


@officers
def new(request: Request) -> HttpResponseBase:
    """The form; “look” shows what was read, “draft” does the act. What is typed is never lost."""
    if not request.principal.roles & PLANNERS:
        return forbidden(request)
    this = timezone.localdate().year
    since = this if this % 5 == 1 else this + 1
    typed = {"since": str(since), "until": str(since + 4)} | {f: request.POST[f] for f in FIELDS if f in request.POST}
    context: dict[str, Any] = {
        "title": _("Enter a plan period"), "typed": typed, "fault": "", "refusal": None,
        "key": request.POST.get("idempotency_key") or secrets.token_urlsafe(18),
        "heads": HEADS.format(before=since - 1, until=since + 4).split("\t"),
    }  # fmt: skip
    if request.method != "POST":
        return render(request, "planning/new.html", context)
    try:
        typed["table"] = _cells_as_text(request, typed)
    except BadFile as bad:
        return render(request, "planning/new.html", {**context, "fault": str(bad)}, status=422)
    read = table.read(pasted(typed["table"]), _year(typed["since"]), _year(typed["until"]), _known())
    context |= {"read": read, "binding": sum(line["nature"] == "binding" for line in read.lines)}
    if read.faults or "draft" not in request.POST:
        return render(request, "planning/new.html", context, status=422 if read.faults else 200)
    values = {name: typed.get(name, "") for name in FIELDS if name != "table"} | {"lines": read.lines}
    try:
        done = perform("planning.plan_period.draft_plan", None, values, request.principal, key=context["key"])
    except Refusal as refused:
        return render(request, "planning/new.html", {**context, "refusal": refused}, status=refused.status)
    messages.success(request, _("Taken under number %(number)s.") % {"number": done.proceeding.number})
    return HttpResponseRedirect(reverse("web:proceeding", args=[done.proceeding.pk]))


def _cells_as_text(request: Request, typed: dict[str, str]) -> str:
    """The table as text, whichever way it came, so that it stands in the form and can be put right there."""
    upload: Any = request.FILES.get("file")
    if not upload:
        return typed.get("table", "")
    rows = table_of(upload.read())
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)


def _year(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0


def _known() -> dict[str, str]:
    """Keys of indicators by their printed names: the same name is the same indicator, and is computed in the same way."""
    return dict(PlanTarget.objects.filter(parent=None).order_by("-pk").values_list("name", "key"))


@public
@require_POST
def comment(request: Request, key: str) -> HttpResponseBase:
    """A comment on a plan, by an account or by nobody in particular; officers answer, they do not comment."""
    plan = queries.plan_named(key)
    if plan is None or request.principal.kind == "officer":
        raise Http404
    who = request.principal if request.principal.kind == "party" else guests.guest_of(guests.new_code(), "")
    given = {"plan": plan.pk, "words": request.POST.get("words", "")}
    sent = request.POST.get("idempotency_key", "")[:60] or None
    try:
        with acting_as(who):
            done = perform("planning.plan_comment.comment", None, given, who, key=sent)
    except Refusal as refused:
        told = "；".join(refused.fields.values()) or refused.fact
        messages.error(request, f"{refused.what} {told}")
    else:
        words = _("Your comment was taken under number %(number)s. It appears here with the answer.")
        messages.success(request, words % {"number": done.proceeding.number})
    return HttpResponseRedirect(f"{reverse('planning:plan', args=[key])}#comments")


urlpatterns = [
    path("plans/new/", new, name="new"),
    path("plan/<slug:key>/comment/", comment, name="comment"),
]

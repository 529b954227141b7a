"""Taking in benchmarks, delegations, experts, training and questions by file. A faulty row keeps the whole file out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.enforcement.queries import importing as reader
from hengjian.kernel.principal import Role
from hengjian.kernel.record import alone
from hengjian.web.access import Request, administrators
from hengjian.web.navigation import Entry

navigation = [
    Entry("whole", gettext_lazy("Take in by file"), "/enforcement/import/", roles=frozenset({Role.ADMIN.value})),
]
KINDS = [
    ("benchmarks", gettext_lazy("Benchmarks of discretion")),
    ("delegations", gettext_lazy("Delegations to townships")),
    ("experts", gettext_lazy("Experts")),
    ("training", gettext_lazy("Training of officers")),
    ("questions", gettext_lazy("Question bank")),
    ("teams", gettext_lazy("Enforcement teams")),
]
BACK = {
    "benchmarks": "/enforcement/benchmarks/",
    "delegations": "/enforcement/powers/",
    "experts": "/enforcement/experts/",
    "training": "/enforcement/training/",
    "questions": "/enforcement/exam/",
    "teams": "/enforcement/teams/",
}


@administrators
def take_in(request: Request) -> HttpResponseBase:
    """One file of one kind; every faulty row is named, and then nothing is kept."""
    kind = request.POST.get("kind", request.GET.get("kind", "benchmarks"))
    if kind not in dict(KINDS):
        raise Http404
    context: dict[str, Any] = {
        "title": _("Take in by file"),
        "kinds": KINDS,
        "kind": kind,
        "heads": reader.HEADS[kind],
        "bad": [],
    }
    if request.method == "POST":
        upload = request.FILES.get("file")
        taken = reader.take(kind, upload.read() if upload else b"", request.principal)  # type: ignore[union-attr]
        if not taken.bad:
            alone("enforcement.import", "Taken in by file", {"kind": kind, "rows": taken.count}, request.principal)
            messages.success(request, _("%(count)d rows taken in.") % {"count": taken.count})
            return HttpResponseRedirect(BACK[kind])
        context["bad"] = taken.bad
    return render(request, "enforcement/import.html", context, status=422 if context["bad"] else 200)

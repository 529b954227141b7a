"""Taking data in: tables, a mapping drafted from a sample, a file sent and looked at, its run, what goes back."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from hengjian.apps.datacentre import readers
from hengjian.apps.datacentre.actions.mappings import MappingDraft
from hengjian.apps.datacentre.actions.runs import note_rejects_taken
from hengjian.apps.datacentre.models import ImportedTable, ImportProgress, ImportReject
from hengjian.apps.datacentre.procedures import ImportRun, SourceMapping
from hengjian.apps.datacentre.queries import holdings, rejected, standard
from hengjian.apps.datacentre.rules import mapping as rules
from hengjian.apps.datacentre.rules.faults import KINDS
from hengjian.kernel import files, uploads
from hengjian.kernel.perform import perform
from hengjian.kernel.procedure import Procedure
from hengjian.kernel.refusal import Incomplete, Refusal
from hengjian.kernel.sheets import BadFile
from hengjian.web import forms
from hengjian.web.access import Request, forbidden, officers
from hengjian.web.lists import Column, ListPage, one_of, respond
from hengjian.web.navigation import Entry
from hengjian.web.proceeding import invite
from hengjian.web.templatetags.hengjian import day as day_of

KEEPERS = frozenset({"handler", "analyst", "admin"})
MOST_BYTES = 300 * 1024 * 1024
SHOWN = 50
navigation = [
    Entry("whole", gettext_lazy("Data that come in"), "/data/imports/"),
    Entry("whole", gettext_lazy("Map a source"), "/data/mapping/new/", roles=KEEPERS),
]


def _classes(request: Request) -> list[tuple[str, str]]:
    return [(row["id"], row["zh"]) for row in standard.section("privacy_classes")]


TABLES = ListPage(
    name="imported-tables",
    title=gettext_lazy("Data that come in"),
    rows=lambda request: ImportedTable.objects.all(),
    columns=(
        Column("title", gettext_lazy("Title"), lambda r: r.title, order="title", second=lambda r: r.key),
        Column("supplier", gettext_lazy("Supplied by"), lambda r: r.supplier, order="supplier"),
        Column(
            "privacy",
            gettext_lazy("Privacy class"),
            lambda r: dict(_classes(r)).get(r.privacy, r.privacy),
            order="privacy",
        ),
        Column("rows", gettext_lazy("Rows"), lambda r: r.rows, order="rows", numeric=True),
        Column("at", gettext_lazy("Last change"), lambda r: day_of(r.at), lambda r: r.at, "at"),
    ),
    filters=(one_of("privacy", gettext_lazy("Privacy class"), _classes),),
    order="title",
    search=lambda rows, text: rows.filter(Q(title__contains=text) | Q(supplier__contains=text) | Q(key=text.lower())),
    href=lambda row: reverse("datacentre:table", args=[row.key]),
    empty=gettext_lazy("Nothing has come in. Map a source first."),
)


@officers
def tables(request: Request) -> HttpResponseBase:
    """Every table that came in."""
    return respond(TABLES, request)


@officers
def table(request: Request, key: str) -> HttpResponseBase:
    """One table: its mapping, its runs, how its rows are linked; POST sends a file."""
    found = holdings.table_named(key)
    if found is None:
        raise Http404
    mapping = holdings.in_force(key)
    context: dict[str, Any] = {
        "title": found.title, "table": found, "mapping": mapping, "refusal": None,
        "may_send": mapping is not None and bool(request.principal.roles & KEEPERS),
        "key": request.POST.get("idempotency_key") or secrets.token_urlsafe(18),
    }  # fmt: skip
    if request.method == "POST":
        try:
            given = {"table": key, "file": _token(request) if mapping and mapping.kind == "file" else ""}
            done = perform("datacentre.import_run.send_file", None, given, request.principal, key=context["key"])
            return HttpResponseRedirect(reverse("datacentre:run", args=[done.proceeding.pk]))
        except Refusal as refused:
            context["refusal"] = refused
    elements = standard.elements()
    links = holdings.links(key)
    context |= {
        "columns": [(line, elements[line["element"]]) for line in found.columns],
        "runs": ImportRun.objects.filter(table_key=key).order_by("-opened_at")[:SHOWN],
        "links": [(label, links[name]) for name, label in holdings.LINKS if name in links],
        "errors": holdings.fault_rates(key),
    }
    return render(request, "datacentre/table.html", context, status=422 if context["refusal"] else 200)


def _token(request: Request, name: str = "file") -> str:
    """The uploaded file, stored, as its token."""
    upload: Any = request.FILES.get(name)
    what = _("The file was not received.")
    if not upload:
        raise Incomplete(what, fields={name: _("Choose a file.")})
    if upload.size > MOST_BYTES:
        raise Incomplete(what, fact=_("It is larger than 300 MB."), remedy=_("Send it in parts, or as Parquet."))
    stored = files.store(upload.read(), "application/octet-stream")
    return uploads.token(stored.sha256, upload.name or "", request.principal)


@officers
def new(request: Request) -> HttpResponseBase:
    """A mapping from a sample: what the columns seem to be, what they are in truth, and how the first rows would read."""
    if not request.principal.roles & KEEPERS:
        return forbidden(request)
    context: dict[str, Any] = {
        "title": _("Map a source"), "refusal": None, "fault": "", "found": None,
        "key": request.POST.get("idempotency_key") or secrets.token_urlsafe(18),
    }  # fmt: skip
    values = forms.typed(MappingDraft, request.POST) if request.method == "POST" else {}
    errors: dict[str, str] = {}
    sample = _sample(request, context)
    if sample and ("guess" in request.POST or not values.get("columns")):
        values = values | {"columns": [vars(line) for line in rules.guess(sample[1], standard.elements())]}
    elif "draft" in request.POST:
        try:
            given = forms.parse(MappingDraft, request.POST)
            done = perform(
                "datacentre.source_mapping.draft_mapping", None, given, request.principal, key=context["key"]
            )
            messages.success(request, _("Taken under number %(number)s.") % {"number": done.proceeding.number})
            return HttpResponseRedirect(reverse("web:proceeding", args=[done.proceeding.pk]))
        except Refusal as refused:
            context["refusal"], errors = refused, refused.fields
    if sample and values.get("columns"):
        context["found"] = _tried(values, sample)
    context["fields"] = forms.build(MappingDraft, values, errors, request.principal)
    return render(request, "datacentre/mapping_new.html", context, status=422 if context["refusal"] else 200)


def _sample(request: Request, context: dict[str, Any]) -> tuple[uploads.Upload, list[str], str] | None:
    """The sample file and its head, whether it was sent now or before."""
    try:
        token = _token(request, "sample") if request.FILES.get("sample") else request.POST.get("sample_token", "")
        upload = uploads.opened(token, request.principal) if token else None
        if upload is None:
            return None
        way = readers.path_of(upload.sha256)
        with way.open("rb") as start:
            kind = readers.kind_of(upload.name, start.read(64))
        context |= {"sample_token": token, "sample_name": upload.name}
        return upload, readers.table(way, kind).head, kind
    except (BadFile, Incomplete) as bad:
        context["fault"] = str(bad) if isinstance(bad, BadFile) else bad.fact or "；".join(bad.fields.values())
        return None


def _tried(values: dict[str, Any], sample: tuple[uploads.Upload, list[str], str]) -> holdings.Preview | None:
    """How the first rows of the sample read under the columns as they stand in the form."""
    known = {field: True for field in ("source", "element", "transform", "argument", "required", "key")}
    lines = [{name: one[name] for name in known if name in one} for one in values["columns"] if one.get("element")]
    for line in lines:
        line["required"], line["key"] = bool(line.get("required")), bool(line.get("key"))
        line["transform"] = line.get("transform") or "as_is"
    if not rules.sound(rules.lines_of(lines), standard.elements()).clear:
        return None
    draft = SourceMapping(columns=lines)
    try:
        return holdings.preview(draft, sample[0].sha256, sample[2], timezone.localdate())
    except BadFile:
        return None


@officers
def run(request: Request, pk: int) -> HttpResponseBase:
    """A file: how it reads before it is run, how far it is, what became of it. POST runs it."""
    row = ImportRun.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    refusal = None
    if request.method == "POST":
        try:
            perform(
                "datacentre.import_run.start_run",
                pk,
                {},
                request.principal,
                key=request.POST.get("idempotency_key") or None,
            )
            return HttpResponseRedirect(reverse("datacentre:run", args=[pk]))
        except Refusal as refused:
            refusal = refused
    progress = ImportProgress.objects.filter(proceeding_id=pk).first()
    context: dict[str, Any] = {
        "title": row.title, "row": row, "progress": progress, "refusal": refusal, "busy": row.state == "running",
        "may_run": row.state == "received" and bool(request.principal.roles & KEEPERS), "key": secrets.token_urlsafe(18),
        "kinds": _kinds(progress), "table": holdings.table_named(row.table_key),
    }  # fmt: skip
    if request.htmx:
        return render(request, "datacentre/parts/run_state.html", context)
    mapping = SourceMapping.objects.filter(pk=row.mapping_id or 0).first()
    if row.state == "received" and mapping is not None:
        try:
            context["found"] = holdings.preview(mapping, row.file, row.file_kind, timezone.localdate())
        except BadFile as bad:
            context["fault"] = str(bad)
    if progress is not None and progress.rejected:
        context["rejects"] = rejected.shown(
            row, ImportReject.objects.filter(proceeding_id=pk).order_by("source_row")[:SHOWN]
        )
    return render(request, "datacentre/run.html", context, status=422 if refusal else 200)


def _kinds(progress: ImportProgress | None) -> list[tuple[Any, int]]:
    found = sorted((progress.faults if progress else {}).items(), key=lambda one: (-one[1], one[0]))
    return [(KINDS[kind], count) for kind, count in found if kind in KINDS]


@officers
@require_POST
def rejects(request: Request, pk: int, kind: str) -> HttpResponseBase:
    """Every row that went back, in the columns of the source, with what is wrong; may be corrected and sent again."""
    if not request.principal.roles & KEEPERS:
        return forbidden(request)
    row = note_rejects_taken(pk, kind, request.principal)
    return rejected.file(row, kind)


@invite
def _to_the_run(row: Procedure, request: Request) -> tuple[Any, str] | None:
    if isinstance(row, ImportRun) and request.principal.kind == "officer":
        return _("Preview, progress and rows that went back"), reverse("datacentre:run", args=[row.pk])
    if isinstance(row, SourceMapping) and row.state == "adopted" and request.principal.kind == "officer":
        return _("The table and its runs"), reverse("datacentre:table", args=[row.table_key])
    return None


urlpatterns = [
    path("data/imports/", tables, name="tables"),
    path("data/imports/<slug:key>/", table, name="table"),
    path("data/mapping/new/", new, name="mapping-new"),
    path("data/runs/<int:pk>/", run, name="run"),
    path("data/runs/<int:pk>/rejects.<str:kind>", rejects, name="rejects"),
]

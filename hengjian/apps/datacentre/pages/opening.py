"""Open data for everybody: the list, one dataset, its files, the catalogue for machines."""

from __future__ import annotations

import base64
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_safe

from hengjian.api.rates import PerAddress
from hengjian.apps.datacentre.models import OpenFile
from hengjian.apps.datacentre.queries import open_tables, opening
from hengjian.apps.datacentre.queries.dcat import catalogue as described
from hengjian.kernel import law
from hengjian.web.access import Request, public
from hengjian.web.navigation import Entry
from hengjian.web.proceeding import base_for

from .shares import MEDIA

navigation = [Entry("record", gettext_lazy("Open data"), "/open-data/", public=True)]
SAMPLE = 10
BULK = "30/m"  # files that one address may take; who harvests takes each once a day
BRIEFLY = "public, max-age=300"


def _file(row: OpenFile) -> dict[str, Any]:
    return {"f": row, "href": f"/open-data/{row.dataset}.{row.kind}"}


@public
@require_GET
def datasets(request: Request) -> HttpResponseBase:
    """Every open dataset, narrowed by a word."""
    text, files, known = request.GET.get("q", "").strip()[:60], opening.files(), open_tables.every()
    counted = _counts(known)
    rows = [
        {
            "d": one,
            "n": counted[one.id][0],
            "last": counted[one.id][1],
            "files": [_file(f) for f in files.get(one.id, [])],
        }
        for one in known.values()
        if not text or any(text.lower() in word.lower() for word in (one.name, one.said, *one.keywords))
    ]
    context = {
        "base": base_for(request), "title": _("Open data"), "rows": rows, "q": text,
        "sum": sum(n for n, _last in counted.values()), "licence": opening.declared()["licence"],
        "licence_said": opening.in_words(opening.declared()["licence"]),
    }  # fmt: skip
    return render(request, "datacentre/open.html", context)


def _counts(known: dict[str, opening.OpenDataset]) -> dict[str, tuple[int, Any]]:
    """How many rows each has, and when the newest came."""
    brought = {id: (one.rows, one.at) for id, one in known.items() if isinstance(one, open_tables.OpenTable)}
    return opening.counts() | brought


def _found(id: str) -> opening.OpenDataset:
    one = open_tables.every().get(id)
    if one is None:
        raise Http404
    return one


@public
@require_GET
def dataset(request: Request, id: str) -> HttpResponseBase:
    """One dataset: columns, licence, files with their hashes, the newest records with the proof of each."""
    one = _found(id)
    brought = isinstance(one, open_tables.OpenTable)
    rows = [] if brought else list(opening.standing(one).select_related("subject").order_by("-pk")[:SAMPLE])
    sample = open_tables.rows(one, None, SAMPLE)["items"] if isinstance(one, open_tables.OpenTable) else []
    files, (count, last) = opening.files().get(id, []), _counts({id: one})[id]
    context = {
        "base": base_for(request), "title": one.name, "d": one, "rows": rows, "files": [_file(f) for f in files],
        "columns": [(name, kind, opening.in_words(words)) for name, kind, words in one.columns],
        "n": count, "last": last, "brought": brought, "sample": [[row[part] for part in one.parts] for row in sample],
        "heads": [opening.in_words(words) for name, _kind, words in one.columns if name in one.parts] if brought else [],
        "licence": opening.declared()["licence"],
        "licence_said": opening.in_words(opening.declared()["licence"]), "made": files[0] if files else None,
        "api": request.build_absolute_uri(f"/api/v1/datacentre/open/{id}"),
        "basis": one.basis if brought else law.basis(one.basis),
        "late": not files or timezone.now() - files[0].made_at > opening.fresh(),
    }  # fmt: skip
    return render(request, "datacentre/open_dataset.html", context)


@public
@require_safe
def download(request: Request, id: str, kind: str) -> HttpResponseBase:
    """The newest file; who has it already is told so."""
    _found(id)
    limit = PerAddress(BULK)
    if not limit.allow_request(request):
        refused = HttpResponse(_("Too many files in a minute. Wait, or read by the API."), status=429)
        refused["Retry-After"] = str(max(int(limit.wait() or 0), 1))
        return refused
    row = OpenFile.objects.filter(dataset=id, kind=kind).first()
    there = opening.folder() / row.file if row else None
    if row is None or there is None or not there.exists():
        raise Http404
    etag, changed = f'"{row.sha256}"', int(row.made_at.timestamp())
    kept: HttpResponseBase | None = get_conditional_response(request, etag=etag, last_modified=changed)
    answer = kept or (HttpResponse() if request.method == "HEAD" else FileResponse(there.open("rb")))
    if kept is None:
        name = f"{id}-{timezone.localdate(row.made_at):%Y%m%d}.{kind}"
        answer["Content-Type"], answer["Content-Length"] = MEDIA[kind], str(row.size)
        answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["ETag"], answer["Cache-Control"] = etag, BRIEFLY
    digest = base64.b64encode(bytes.fromhex(row.sha256)).decode()
    answer["Repr-Digest"] = f"sha-256=:{digest}:"  # RFC 9530
    return answer


@public
@require_GET
def catalogue(request: Request) -> HttpResponseBase:
    """Every dataset as DCAT 3 in JSON-LD, for other catalogues to harvest."""
    base = settings.HENGJIAN_URL.rstrip("/")
    answer = JsonResponse(described(base), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Type"] = "application/ld+json"
    answer["Access-Control-Allow-Origin"], answer["Cache-Control"] = "*", BRIEFLY
    return answer


urlpatterns = [
    path("open-data/", datasets, name="open"),
    path("open-data/catalog.jsonld", catalogue, name="open-catalogue"),
    *(
        path(f"open-data/<slug:id>.{kind}", download, {"kind": kind}, name=f"open-{kind}")
        for kind in ("csv", "json", "parquet")
    ),
    path("open-data/<slug:id>/", dataset, name="open-dataset"),
]

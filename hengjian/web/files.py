"""Papers and evidence: pages of a paper as pictures, the signed file, uploading with its custody."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hengjian.kernel import files
from hengjian.kernel.models import Evidence, Paper, PaperRecord
from hengjian.kernel.paper import render_png
from hengjian.kernel.record import alone
from hengjian.kernel.uploads import MOST_BYTES, media_type

from .access import Request, officers, signed_in
from .proceeding import base_for, load


def _paper(pk: int) -> Paper:
    """The paper, if the scope shows its proceeding."""
    found = Paper.objects.select_related("proceeding", "file").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def pictures(found: Paper) -> tuple[bytes, ...]:
    """Pages drawn from the frozen data, which the act's commitment covers; kept while the process runs."""
    if found.pk not in _drawn:
        while len(_drawn) >= MOST_DRAWN:
            _drawn.pop(next(iter(_drawn)), None)
        _drawn[found.pk] = tuple(render_png(found.template, found.data, ppi=SHARP))
    return _drawn[found.pk]


MOST_DRAWN = 64
SHARP = 160  # dots per inch: still clear when enlarged
ZOOMS = (50, 75, 100, 125, 150, 200)  # per cent of the width there is; 100 fits it
_drawn: dict[int, tuple[bytes, ...]] = {}


@signed_in
@require_GET
def paper(request: Request, pk: int) -> HttpResponseBase:
    """The viewer: pages, number, state, verification code."""
    found = _paper(pk)
    record = PaperRecord.objects.filter(pk=found.verify_code).first()
    beside = list(Paper.objects.filter(proceeding_id=found.proceeding_id).order_by("pk").values_list("pk", flat=True))
    at = beside.index(found.pk)
    asked = request.GET.get("zoom", "")
    zoom = int(asked) if asked.isdigit() and int(asked) in ZOOMS else 100
    context = {
        "base": base_for(request),
        "title": found.title,
        "paper": found,
        "record": record,
        "pages": range(1, len(pictures(found)) + 1),
        "zoom": zoom,
        "larger": next((z for z in ZOOMS if z > zoom), None),
        "smaller": next((z for z in reversed(ZOOMS) if z < zoom), None),
        "zooms": " ".join(map(str, ZOOMS)),
        "previous": beside[at - 1] if at else None,
        "following": beside[at + 1] if at + 1 < len(beside) else None,
        "place": at + 1,
        "papers": len(beside),
    }
    return render(request, "web/paper.html", context)


@signed_in
@require_GET
def paper_page(request: Request, pk: int, number: int) -> HttpResponseBase:
    """One page as a picture."""
    found = _paper(pk)
    drawn = pictures(found)
    if not 1 <= number <= len(drawn):
        raise Http404
    answer = HttpResponse(drawn[number - 1], content_type="image/png")
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


@signed_in
@require_GET
def paper_file(request: Request, pk: int) -> HttpResponseBase:
    """The signed file."""
    found = _paper(pk)
    if not found.file_id:
        raise Http404
    return _download(files.read(found.file_id), "application/pdf", f"{found.title} {found.number}.pdf")


def _download(content: bytes, media_type: str, name: str, inline: bool = False) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = content_disposition_header(not inline, name) or "attachment"
    return answer


@signed_in
@require_GET
def evidence(request: Request, pk: int, evidence: int) -> HttpResponseBase:
    """A piece of evidence; pictures are shown, everything else is downloaded."""
    found = Evidence.objects.select_related("file").filter(proceeding=load(pk).pk, pk=evidence).first()
    if found is None:
        raise Http404
    kind = found.file.media_type
    return _download(files.read(found.file_id), kind, found.name, inline=kind.startswith("image/"))


@officers
@require_POST
def add_evidence(request: Request, pk: int) -> HttpResponseBase:
    """Keep a file for the proceeding with who, when, where; its custody begins here."""
    row = load(pk)
    upload = request.FILES.get("file")
    back = HttpResponseRedirect(reverse("web:tab", args=[row.pk, "evidence"]))
    if upload is None or upload.size is None or upload.size > MOST_BYTES or row.closed_at:
        messages.error(request, _("Not added: choose a file of at most 30 MB, while the matter is open."))
        return back
    content, now, who = upload.read(), timezone.now(), request.principal
    kept = files.store(content, media_type(content))
    Evidence.objects.create(
        proceeding_id=row.pk,
        file=kept,
        name=request.POST.get("name", "").strip()[:200] or (upload.name or "")[:200],
        taken_at=now,
        place=request.POST.get("place", "")[:200],
        by=who.name,
        custody=[{"at": now.isoformat(), "who": who.id, "name": who.name, "what": "uploaded", "sha256": kept.sha256}],
    )
    label = str(_("Add evidence"))
    body = {"sha256": kept.sha256, "size": kept.size, "from": row.state, "to": row.state, "note": upload.name or ""}
    alone("kernel.evidence.add", label, body, who, row.code, proceeding_id=row.pk)
    messages.success(request, _("Added to the evidence; its hash is kept."))
    return back

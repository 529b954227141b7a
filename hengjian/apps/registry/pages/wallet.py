"""The wallet of a firm: its licences and papers, credentials, releases to others; and the page those others see."""

import io
from typing import Any

import segno
from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hengjian.apps.registry import credentials
from hengjian.apps.registry.actions.register import LICENCE
from hengjian.apps.registry.models import SubMatter
from hengjian.apps.registry.procedures import LicenceUse
from hengjian.apps.registry.procedures.wallet import RELEASED
from hengjian.kernel.given import parse
from hengjian.kernel.models import ActContent, Disclosure, Paper, PaperRecord, Subject
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Refusal
from hengjian.kernel.shown_papers import published, shown
from hengjian.web.access import Request, public, signed_in

# What a licence says, in the order in which it is read.
SHOWN = (
    ("name", "名称"),
    ("code", "统一社会信用代码"),
    ("entity_type", "类型"),
    ("representative", "法定代表人（经营者、负责人）"),
    ("capital", "注册资本"),
    ("registered_on", "成立日期"),
    ("premises", "住所（经营场所）"),
    ("scope", "经营范围"),
    ("registered_by", "登记机关"),
)


@never_cache
@signed_in
def wallet(request: Request) -> HttpResponseBase:
    """Licences and papers of the firms somebody acts for, and what has been released."""
    mine = request.principal.concerns
    records = list(shown(mine).filter(ended_at=None).select_related("subject"))
    papers = {p.verify_code: p for p in Paper.objects.filter(verify_code__in=[r.pk for r in records]).defer("data")}
    releases = list(LicenceUse.objects.filter(subject_id__in=mine).order_by("closed_at", "-opened_at")[:50])
    seals = SubMatter.objects.filter(kind="seal", state=SubMatter.DONE, proceeding__subject_id__in=mine)
    context = {
        "title": _("Wallet"),
        "papers": [
            {"record": r, "paper": papers.get(r.pk), "licence": r.template == LICENCE}
            for r in sorted(records, key=lambda r: (r.template != LICENCE, r.number))
        ],
        "releases": [{"row": r, "link": link_of(r), "looks": _looks(r)} for r in releases],
        "seals": seals.select_related("proceeding"),
        "firms": len(mine),
    }
    return render(request, "registry/wallet.html", context)


def link_of(row: LicenceUse) -> str:
    """The address at which the recipient looks."""
    return settings.HENGJIAN_URL + reverse("registry:present", args=[row.access_code])


def _looks(row: LicenceUse) -> list[dict[str, Any]]:
    rows = ActContent.objects.filter(proceeding_id=row.pk, act__name="registry.licence_use.look")
    return [
        {"at": c.act.at, "who": (c.body or {}).get("note", "")}
        for c in rows.select_related("act").order_by("-act_id")[:20]
    ]


@never_cache
@public
def present(request: Request, code: str) -> HttpResponseBase:
    """What was released under a code. Opening the link shows by whom and for what; looking itself says who looks."""
    with acting_as(CLOCKWORK):
        row = LicenceUse.objects.select_related("subject").filter(access_code=code.upper()).first()
        if row is None or row.subject is None:
            raise Http404
        context: dict[str, Any] = {
            "title": _("Released licences"),
            "row": row,
            "code": row.access_code,
            "open": row.state == "in_force" and row.until > timezone.now(),
            "released": [RELEASED[k] for k in row.released],
            "viewer": request.POST.get("viewer", ""),
        }
        if request.method == "POST" and context["open"]:
            context |= _look(row, context["viewer"])
    return render(request, "registry/present.html", context, status=422 if context.get("refusal") else 200)


def _look(row: LicenceUse, viewer: str) -> dict[str, Any]:
    """Enter the look in the ledger, then show what was released and nothing else."""
    try:
        values = parse(LicenceUse.acts["look"].given, {"viewer": viewer}, _("Nothing was shown."))
        perform("registry.licence_use.look", row.pk, values, CLOCKWORK)
    except Refusal as refusal:
        return {"refusal": refusal}
    assert row.subject is not None
    return {"shown": released_by(row.subject, row.released)}


def released_by(subject: Subject, kinds: list[str]) -> dict[str, Any]:
    """The content behind each kind of release."""
    found: dict[str, Any] = {}
    records = published([subject.pk]).filter(ended_at=None).order_by("template", "-on")
    if "licence" in kinds:
        record = records.filter(template=LICENCE).order_by("-on", "title").first()
        paper = Paper.objects.filter(verify_code=record.pk).first() if record else None
        if record and paper:
            facts = [(label, paper.data[name]) for name, label in SHOWN if paper.data.get(name)]
            found["licence"] = {"record": record, "facts": facts}
    if "papers" in kinds:
        found["papers"] = list(records.exclude(template=LICENCE))
    if "record" in kinds:
        found["record"] = list(Disclosure.objects.standing().filter(subject=subject).order_by("-since")[:100])
    return found


@public
@require_GET
def code_picture(request: Request, code: str) -> HttpResponseBase:
    """The link as a QR code."""
    out = io.BytesIO()
    link = settings.HENGJIAN_URL + reverse("registry:present", args=[code])
    segno.make(link, error="m").save(out, kind="svg", scale=4, border=2, xmldecl=False, nl=False)
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")


@signed_in
@require_GET
def credential(request: Request, code: str) -> HttpResponseBase:
    """A licence as a verifiable credential, for the firm to keep in any wallet."""
    record = PaperRecord.objects.filter(pk=code, template=LICENCE, subject_id__in=request.principal.concerns).first()
    paper = Paper.objects.filter(verify_code=code).first()
    if record is None or paper is None or record.ended_at:
        raise Http404
    content = credentials.signed(credentials.credential(record, paper.data, settings.HENGJIAN_URL))
    answer = HttpResponse(content, content_type="application/vc+jwt")
    answer["Content-Disposition"] = f'attachment; filename="{code}.jwt"'
    return answer


@public
@require_GET
def keys(request: Request) -> HttpResponseBase:
    """The keys that sign credentials."""
    return JsonResponse(credentials.public_keys())


@public
@require_GET
def terms(request: Request) -> HttpResponseBase:
    """The JSON-LD context of the credentials."""
    return JsonResponse(credentials.context(), content_type="application/ld+json")

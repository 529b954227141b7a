"""信用档案: the credit file of a subject for everybody, as of any day; as signed PDF and as JSON; a page for a partner."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_GET

from hengjian.apps.credit import queries
from hengjian.apps.credit.models.entries import KINDS
from hengjian.apps.portal import queries as portal
from hengjian.kernel.models import Authority, Disclosure, Subject
from hengjian.kernel.paper import render as render_paper
from hengjian.kernel.paper import sign_pdf
from hengjian.web import known
from hengjian.web.access import Request, public
from hengjian.web.navigation import View

WORDS = dict(KINDS)
REPORT = "信用信息报告"
views = [View(gettext_lazy("Credit file"), "/credit/subjects/{}/")]


@public
@require_GET
def of_subject(request: Request, pk: int) -> HttpResponseBase:
    """What stands under the name, the lists, the restrictions that follow, the commitments; and all that was published."""
    subject = get_object_or_404(Subject, pk=pk)
    day = known.asked(request)
    officer = request.principal.kind == "officer"
    entries = queries.standing(subject.pk)
    record = portal.with_leaves(queries.record_of(subject.pk, day, everything=officer and day is not None))
    context = {
        "base": "web/base_office.html" if officer else "web/base_public.html",
        "title": _("Credit file of %(name)s") % {"name": subject.name},
        "s": subject,
        "day": day,
        "said": known.spoken(day) if day else "",
        "entries": [] if day else [{"e": e, "kind": WORDS[e.kind]} for e in entries],
        "listed": queries.listed_of(entries),
        "measures": [] if day else [m for m in queries.measures_for(subject.pk) if m.says("kind") == "restrict"],
        "ended": queries.ended_entries(subject.pk) if officer and not day else [],
        "record": [{"d": d, "authority": a} for d, a in with_authorities(record)],
        "partner": request.GET.get("for") == "partner",
    }
    return render(request, "credit/file.html", context)


def with_authorities(rows: list[Disclosure]) -> list[tuple[Disclosure, str]]:
    """Each record with the name of the authority that published it: its source."""
    names = dict(Authority.objects.filter(pk__in={r.code for r in rows}).values_list("code", "name"))
    return [(row, names.get(row.code, "")) for row in rows]


def as_data(subject: Subject, day: dt.date | None = None) -> dict[str, Any]:
    """The file as plain data: disclosed facts only, the same for everybody."""
    record = portal.with_leaves(queries.record_of(subject.pk, day))
    entries = [] if day else queries.standing(subject.pk)
    return {
        "name": subject.name,
        "code": subject.code or "",
        "status": subject.status,
        "as_of": (day or timezone.localdate()).isoformat(),
        "made_at": timezone.now().isoformat(),
        "standing": [
            {
                "kind": e.kind, "content": e.title, "article": e.article, "authority": e.authority,
                "since": e.since.isoformat(), "until": e.until.isoformat() if e.until else None,
            }
            for e in entries
        ],
        "record": [
            {
                "kind": d.kind, "title": d.title, "article": d.article, "source": a,
                "since": d.since.isoformat(), "until": d.until.isoformat() if d.until else None,
                "act": d.act_id, "leaf": getattr(getattr(d, "leaf", None), "index", None),
            }
            for d, a in with_authorities(record)
        ],
        "synthetic": subject.synthetic,
    }  # fmt: skip


@public
@require_GET
def as_json(request: Request, pk: int) -> HttpResponseBase:
    """The credit report as JSON."""
    subject = get_object_or_404(Subject, pk=pk)
    return JsonResponse(as_data(subject, known.asked(request)), json_dumps_params={"ensure_ascii": False})


@public
@require_GET
def as_pdf(request: Request, pk: int) -> HttpResponseBase:
    """The credit report as a signed PDF; for a partner on one page, with what stands today only."""
    subject = get_object_or_404(Subject, pk=pk)
    day, now = known.asked(request), timezone.now()
    brief = request.GET.get("for") == "partner"
    with override("zh-hans"):
        pdf = render_paper("credit.report", paper_of(subject, day, brief))
    signed = sign_pdf(pdf, reason=REPORT, at=now)
    answer = HttpResponse(signed, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="credit-{subject.pk}.pdf"'
    return answer


def paper_of(subject: Subject, day: dt.date | None, brief: bool) -> dict[str, Any]:
    """What the report says."""
    data = as_data(subject, day)
    keeper = (
        Authority.objects.filter(pk__in=(subject.division_code[:6], subject.division_code)).order_by("code").first()
    )
    standing = [
        [str(WORDS[e["kind"]]), e["content"], e["since"], e["authority"], e["article"]] for e in data["standing"]
    ]
    record = [[d["since"][:10], d["title"], d["source"], d["article"], str(d["leaf"] or "—")] for d in data["record"]]
    return {
        "title": REPORT,
        "authority": keeper.name if keeper else "",
        "date": timezone.localdate().isoformat(),
        "name": subject.name,
        "rows": [["名称", subject.name], ["统一社会信用代码", subject.code or "—"], ["截至", data["as_of"]]],
        "standing": standing,
        "record": [] if brief else record,
        "brief": brief,
        "total": len(record),
        "synthetic": subject.synthetic,
    }

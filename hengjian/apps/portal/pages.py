"""Public pages: home, search, a subject's file, the public record, the log."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.apps.credit import queries as credit
from hengjian.apps.registry import queries as register
from hengjian.kernel import divisions
from hengjian.kernel import search as finder
from hengjian.kernel.act import openers
from hengjian.kernel.models import Authority, Disclosure, Subject
from hengjian.kernel.principal import ANYONE, APPLICANT
from hengjian.web import known, lights
from hengjian.web.access import Request, public
from hengjian.web.navigation import Entry, View, to_charge_and_own
from hengjian.web.proofs import proof_context
from hengjian.web.publications import items_of, kinds, label_of
from hengjian.web.templatetags.hengjian import status

from . import queries

navigation = [
    Entry("find", gettext_lazy("Find"), "/find/", public=True),
    Entry("services", gettext_lazy("Check a name"), "/names/", public=True),
    Entry("record", gettext_lazy("Public record"), "/notices/", public=True),
    Entry("proof", gettext_lazy("Verify"), "/verify/", public=True),
    Entry("proof", gettext_lazy("Public log"), "/about/", public=True),
    Entry("", gettext_lazy("My enterprise"), "/mine/", public=True, roles=frozenset({"party"})),
]
views = [View(gettext_lazy("File"), "/subjects/{}/", file=True)]
PAGE = 20


@public
@require_GET
def home(request: Request) -> HttpResponseBase:
    """The front page. Every figure is counted, every link leads somewhere."""
    rows = list(queries.latest_notices().order_by("-since")[:9])
    context = {
        "title": _("Look up and file"),
        "notices": [
            {"row": row, "kind": label_of(row.kind), "authority": name} for row, name in with_authorities(rows)
        ],
        "services": services(),
        "figures": queries.figures(),
        **queries.log_state(),
        "example": Subject.objects.filter(status="registered").order_by("-pk").first(),
    }
    return render(request, "portal/home.html", context)


def with_authorities(rows: list[Disclosure]) -> list[tuple[Disclosure, str]]:
    """Each record with the short name of its authority: 川汇区局."""
    known = divisions.names()
    return [(row, _("%(place)s bureau") % {"place": known[row.code]} if row.code in known else "") for row in rows]


def services() -> list[dict[str, Any]]:
    """What a party may file, with the time the authority has."""
    out = []
    for act in openers():
        if not act.by & {APPLICANT, ANYONE}:
            continue
        limit = next((s.limit for s in act.target if s.limit), "")
        rule = lights.rule_of(limit, timezone.localdate()) if limit else None
        out.append({"label": act.label, "href": f"/start/{act.procedure.key}/{act.verb}/", "rule": rule})
    return out


@public
@require_GET
def start(request: Request) -> HttpResponseBase:
    """Where a person begins: officers at the desk, enterprises in their space, everybody else on the front page."""
    names = {"officer": "desk:desk", "party": "portal:mine"}
    return HttpResponseRedirect(reverse(names.get(request.principal.kind, "portal:home")))


@public
@require_GET
def search(request: Request) -> HttpResponseBase:
    """Subjects and published records for one text."""
    text = request.GET.get("q", "").strip()
    subjects = finder.find(text, 30) if text else []
    rows = list(queries.latest_notices(text=text).order_by("-since")[:20]) if len(text) >= 2 else []
    if len(subjects) == 1 and text.upper() == subjects[0].code:
        return HttpResponseRedirect(reverse("portal:subject", args=[subjects[0].pk]))
    context = {
        "title": _("Find"),
        "q": text,
        "subjects": subjects,
        "notices": [{"row": r, "kind": label_of(r.kind), "authority": n} for r, n in with_authorities(rows)],
    }
    return render(request, "portal/search.html", context)


@public
@require_GET
def subject(request: Request, pk: int) -> HttpResponseBase:
    """A subject's file: what the register says, and what stands under its name."""
    found = get_object_or_404(Subject, pk=pk)
    day = known.asked(request)
    if day:
        return subject_then(request, found, day)
    history = queries.history(found)
    kind = request.GET.get("kind", "")
    officer = request.principal.kind == "officer"
    context = {
        "base": "web/base_office.html" if officer else "web/base_public.html",
        "title": found.name,
        "s": found,
        "facts": facts_of(found),
        "tabs": tabs(history, kind),
        "timeline": lines([d for d in history if not kind or d.kind == kind]),
        "total": len(history),
        "papers": queries.papers_of(found),
        "running": queries.running(found) if request.principal.kind != "public" else [],
        "grade": grade_of(found, request),
        "keeper": Authority.objects.filter(pk__in=(found.office_code, found.division_code)).order_by("-code").first(),
    }
    return render(request, "portal/subject.html", context)


def grade_of(found: Subject, request: Request) -> str:
    """The risk class, for officers in charge and the subject itself; the row is not read for others."""
    return credit.grades([found.pk]).get(found.pk, "") if to_charge_and_own(request, found) else ""


def subject_then(request: Request, found: Subject, day: dt.date) -> HttpResponseBase:
    """The subject as known on a day: the publications, papers and matters of then, and whether it was registered."""
    end, officer = known.end_of(day), request.principal.kind == "officer"
    history = queries.history_then(found, end, everything=officer)
    context = {
        "base": "web/base_office.html" if officer else "web/base_public.html",
        "title": found.name,
        "s": found,
        "day": day,
        "said": known.spoken(day),
        "standing": standing(found, day),
        "timeline": lines(history),
        "total": len(history),
        "papers": queries.papers_then(found, day, end),
        "running": queries.running_then(found, end) if request.principal.kind != "public" else [],
    }
    return render(request, "portal/subject_then.html", context)


def standing(found: Subject, day: dt.date) -> str:
    """On the register that day, not yet, or not any more. Other states are told by the records below."""
    if found.opened_on is None:
        return _("not recorded")
    if day < found.opened_on:
        return _("not yet registered")
    return _("no longer registered") if found.closed_on and found.closed_on <= day else _("registered")


def facts_of(found: Subject) -> list[tuple[Any, Any]]:
    """The public items of the register, with their labels."""
    labels = items_of("registration")
    rows: list[tuple[Any, Any]] = [(labels["opened_on"], found.opened_on)]
    if found.closed_on:
        rows.append((_("Date of deregistration"), found.closed_on))
    rows += register.standing(found)
    items = register.public_facts(found)
    if items:
        return [*rows, *items]
    for name in ("operator", "composition", "premises", "registered_by", "scope"):
        value = found.facts.get(name, "")
        if value:
            rows.append((labels[name], words_of(name, value)))
    return rows


def words_of(name: str, value: Any) -> Any:
    """Codes of the register in words."""
    if name == "standing":
        return status(value)
    words = {"person": _("Run by a person"), "family": _("Run by a family")}
    return words.get(value, value) if name == "composition" else value


def tabs(history: list[Disclosure], kind: str) -> list[dict[str, Any]]:
    """All, and one tab for each kind that occurs."""
    found = {d.kind: sum(e.kind == d.kind for e in history) for d in history}
    every = {"label": _("All"), "count": len(history), "href": "?", "current": not kind}
    return [every] + [
        {"label": label_of(k), "count": n, "href": f"?kind={k}", "current": k == kind} for k, n in found.items()
    ]


def lines(history: list[Disclosure]) -> list[dict[str, Any]]:
    """Disclosures as lines of a timeline, with a heading per year."""
    out: list[dict[str, Any]] = []
    year = 0
    for one in history:
        there = timezone.localtime(one.since).year
        out.append(
            {
                "heading": _("%(year)s") % {"year": there} if there != year else "",
                "d": one,
                "kind": label_of(one.kind),
            }
        )
        year = there
    return out


@public
@require_GET
def notices(request: Request) -> HttpResponseBase:
    """The public record, newest first."""
    kind, text = request.GET.get("kind", ""), request.GET.get("q", "").strip()
    rows = queries.latest_notices(kind, text)
    before = request.GET.get("before", "")
    if before.isdigit():
        rows = rows.filter(pk__lt=int(before))
    found = list(rows.order_by("-pk")[: PAGE + 1])
    context = {
        "title": _("Public record"),
        "notices": [{"row": r, "kind": label_of(r.kind), "authority": n} for r, n in with_authorities(found[:PAGE])],
        "more": found[PAGE - 1].pk if len(found) > PAGE else None,
        "kinds": list(kinds().items()),
        "kind": kind,
        "q": text,
    }
    return render(request, "portal/notices.html", context)


@public
@require_GET
def notice(request: Request, pk: int) -> HttpResponseBase:
    """One published record: what, by whom, under which article, with its proof. A withdrawn one says so and no more."""
    found = Disclosure.objects.select_related("subject").filter(pk=pk, since__lte=timezone.now()).first()
    if found is None:
        raise Http404
    ended = found.withdrawn_at or (found.until if found.until and found.until <= timezone.now() else None)
    context = {
        "title": _("No longer published") if ended else found.title,
        "d": found,
        "ended": ended,
        "kind": label_of(found.kind),
        "authority": Authority.objects.filter(pk=found.code).first(),
        "body": [] if ended else body_of(found),
        "objection": register.objection_link(found, request.principal.kind != "public"),
        **proof_context(found.act_id),
    }
    return render(request, "portal/notice.html", context, status=410 if ended else 200)


def body_of(found: Disclosure) -> list[tuple[Any, Any]]:
    """What a record says, in words; lists and what is for programs are not shown."""
    labels = items_of(found.kind)
    told = {key: value for key, value in found.body.items() if not isinstance(value, list | dict)}
    return [(labels.get(key, key), words_of(key, value)) for key, value in told.items() if labels.get(key, key)]


@public
@require_GET
def about(request: Request) -> HttpResponseBase:
    """What the log is, its newest checkpoint, and how a stranger checks it."""
    return render(request, "portal/about.html", {"title": _("Public log"), **queries.log_state()})

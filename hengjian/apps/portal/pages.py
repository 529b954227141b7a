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
KINDS = {
    "registration": gettext_lazy("Registration"),
    "deregistration": gettext_lazy("Deregistration"),
    "simple_deregistration": gettext_lazy("Simplified deregistration"),
    "dormancy": gettext_lazy("Dormancy"),
    "dormancy_end": gettext_lazy("End of dormancy"),
    "liquidation_group": gettext_lazy("Liquidation group"),
    "creditor_call": gettext_lazy("Call to creditors"),
    "cancellation_publicity": gettext_lazy("Suspected false registration"),
    "cancellation": gettext_lazy("Registration cancelled"),
    "compulsory_announcement": gettext_lazy("Compulsory deregistration announced"),
    "compulsory_deregistration": gettext_lazy("Compulsory deregistration"),
    "compulsory_ended": gettext_lazy("Compulsory deregistration ended"),
    "striking_off_notice": gettext_lazy("Striking off announced"),
    "striking_off": gettext_lazy("Striking off"),
    "striking_off_lifted": gettext_lazy("Striking off lifted"),
    "restoration": gettext_lazy("Restoration of a registration"),
    "annotation": gettext_lazy("Annotation of the register"),
    "penalty": gettext_lazy("Penalty"),
    "licence": gettext_lazy("Licence"),
    "licence_lost": gettext_lazy("Lost licence declared void"),
    "market_barrier": gettext_lazy("Barrier to the market"),
    "nursery": gettext_lazy("Nursery of small firms"),
    "seal_lost": gettext_lazy("Lost seal declared void"),
    "permit": gettext_lazy("Permit"),
    "permit_ended": gettext_lazy("End of a permit"),
    "permit_fraud": gettext_lazy("Permit obtained by fraud"),
    "permit_falsehood": gettext_lazy("False material for a permit"),
    "commitment_breach": gettext_lazy("Broken commitment"),
    "abnormal_operation": gettext_lazy("List of abnormal operations"),
    "annual_report": gettext_lazy("Annual report"),
    "association_members": gettext_lazy("Members of an association"),
    "convention": gettext_lazy("Convention of a trade"),
    "credit_commitment": gettext_lazy("Credit commitment"),
    "instant_information": gettext_lazy("Instant information"),
    "insurance": gettext_lazy("Liability insurance"),
    "joint_measures": gettext_lazy("Joint measures"),
    "list": gettext_lazy("Another list"),
    "publicity_check": gettext_lazy("Spot check of publicity"),
    "repair_revoked": gettext_lazy("Credit repair revoked"),
    "responsibility_report": gettext_lazy("Social responsibility report"),
    "serious_violation": gettext_lazy("List of serious violations"),
    "special": gettext_lazy("Special mark"),
    "service_guide": gettext_lazy("Service guide"),
    "inspection_result": gettext_lazy("Result of a check"),
    "sandbox": gettext_lazy("Sandbox"),
    "trigger_rule": gettext_lazy("Trigger rule"),
    "inspection_plan": gettext_lazy("Inspection plan"),
    "inspection_items": gettext_lazy("Change of the item list"),
    "draw_plan": gettext_lazy("Announced draw"),
    "draw_result": gettext_lazy("Outcome of a draw"),
    "draw_void": gettext_lazy("Void draw"),
    "coverage_schedule": gettext_lazy("Full-coverage schedule"),
    "consumer_complaint": gettext_lazy("Complaint of a consumer"),
    "odr_member": gettext_lazy("Business in online settlement"),
    "odr_settlement": gettext_lazy("Online settlement"),
    "consumption_warning": gettext_lazy("Consumption warning"),
    "comparative_study": gettext_lazy("Comparative test or review"),
    "consumer_promise": gettext_lazy("Worry-free consumption commitment"),
    "supervised_case": gettext_lazy("Supervised case"),
    "document_draft": gettext_lazy("Draft open to comments"),
    "document_ended": gettext_lazy("End of a normative document"),
    "document_issued": gettext_lazy("Normative document"),
    "programme_call": gettext_lazy("Demonstration programme"),
    "programme_candidate": gettext_lazy("Proposed demonstration unit"),
    "programme_named": gettext_lazy("Demonstration unit"),
    "programme_withdrawn": gettext_lazy("Demonstration unit withdrawn"),
    "survey_result": gettext_lazy("Result of a survey"),
}
# What a published body may be called; a key without a label is shown as it is.
LABELS = {
    "name": gettext_lazy("Name"),
    "code": gettext_lazy("Unified social credit code"),
    "operator": gettext_lazy("Operator"),
    "premises": gettext_lazy("Business premises"),
    "scope": gettext_lazy("Business scope"),
    "composition": gettext_lazy("Composition"),
    "kind": gettext_lazy("Kind"),
    "against": gettext_lazy("Who put it up"),
    "answer": gettext_lazy("Answer"),
    "reason": gettext_lazy("Reason"),
    "registered_by": gettext_lazy("Registration authority"),
    "authority": gettext_lazy("Authority"),
    "opened_on": gettext_lazy("Date of registration"),
    "date": gettext_lazy("Date"),
    "number": gettext_lazy("Number"),
    "industry": gettext_lazy("Industry"),
    "objections_until": gettext_lazy("Open to objections and claims until"),
    "since": gettext_lazy("Since"),
    "until": gettext_lazy("Until"),
    "service_address": gettext_lazy("Address for service"),
    "members": gettext_lazy("Liquidation group"),
    "investors": gettext_lazy("All investors"),
    "matter": gettext_lazy("Registration in question"),
    "registered_on": gettext_lazy("Day of the registration"),
    "standing": gettext_lazy("Standing"),
    "resumed_on": gettext_lazy("Resumed on"),
    "source": gettext_lazy("Document it rests on"),
    "content": gettext_lazy("Content"),
    "decision": gettext_lazy("Decision"),
    "valid_until": gettext_lazy("Valid until"),
    "item": gettext_lazy("Item"),
    "place": gettext_lazy("Place"),
    "phone": gettext_lazy("Telephone"),
    "fee": gettext_lazy("Fee"),
    "year": gettext_lazy("Year"),
    "staff": gettext_lazy("Staff"),
    "revenue": gettext_lazy("Revenue"),
    "business": gettext_lazy("State of business"),
    "website": gettext_lazy("Website or online shop"),
    "email": gettext_lazy("E-mail"),
    "late": gettext_lazy("Filed late"),
    "result": gettext_lazy("Result"),
    "goods": gettext_lazy("Goods or service"),
    "received": gettext_lazy("Received"),
    "closed": gettext_lazy("Closed"),
    "days": gettext_lazy("Days"),
    "items_text": gettext_lazy("Items checked"),
    "origin": gettext_lazy("Why there was a check"),
    "headline": gettext_lazy("Headline"),
    "advice": gettext_lazy("What to do"),
    "superior": gettext_lazy("Supervising authority"),
    "grounds": gettext_lazy("Rests on"),
    "category": gettext_lazy("Category"),
    "about": gettext_lazy("Goods or service"),
    "method": gettext_lazy("Method and standard"),
    "sampling": gettext_lazy("How samples are got"),
    "by": gettext_lazy("Carried out by"),
}
PAGE = 20


@public
@require_GET
def home(request: Request) -> HttpResponseBase:
    """The front page. Every figure is counted, every link leads somewhere."""
    rows = list(queries.latest_notices().order_by("-since")[:9])
    context = {
        "title": _("Look up and file"),
        "notices": [
            {"row": row, "kind": kind_label(row.kind), "authority": name} for row, name in with_authorities(rows)
        ],
        "services": services(),
        "figures": queries.figures(),
        **queries.log_state(),
        "example": Subject.objects.filter(status="registered").order_by("-pk").first(),
    }
    return render(request, "portal/home.html", context)


def kind_label(kind: str) -> Any:
    return KINDS.get(kind, kind)


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
        "notices": [{"row": r, "kind": kind_label(r.kind), "authority": n} for r, n in with_authorities(rows)],
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
    rows: list[tuple[Any, Any]] = [(LABELS["opened_on"], found.opened_on)]
    if found.closed_on:
        rows.append((_("Date of deregistration"), found.closed_on))
    rows += register.standing(found)
    items = register.public_facts(found)
    if items:
        return [*rows, *items]
    for name in ("operator", "composition", "premises", "registered_by", "scope"):
        value = found.facts.get(name, "")
        if value:
            rows.append((LABELS[name], words_of(name, value)))
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
        {"label": kind_label(k), "count": n, "href": f"?kind={k}", "current": k == kind} for k, n in found.items()
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
                "kind": kind_label(one.kind),
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
        "notices": [{"row": r, "kind": kind_label(r.kind), "authority": n} for r, n in with_authorities(found[:PAGE])],
        "more": found[PAGE - 1].pk if len(found) > PAGE else None,
        "kinds": [(k, label) for k, label in KINDS.items()],
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
        "kind": kind_label(found.kind),
        "authority": Authority.objects.filter(pk=found.code).first(),
        "body": []
        if ended
        else [(LABELS.get(k, k), words_of(k, v)) for k, v in found.body.items() if not isinstance(v, list | dict)],
        "objection": register.objection_link(found, request.principal.kind != "public"),
        **proof_context(found.act_id),
    }
    return render(request, "portal/notice.html", context, status=410 if ended else 200)


@public
@require_GET
def about(request: Request) -> HttpResponseBase:
    """What the log is, its newest checkpoint, and how a stranger checks it."""
    return render(request, "portal/about.html", {"title": _("Public log"), **queries.log_state()})

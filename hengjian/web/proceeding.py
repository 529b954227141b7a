"""The page of any proceeding and of any act on it: one page for all procedures, from their declaration."""

from __future__ import annotations

import datetime as dt
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import gettext as _
from pydantic import BaseModel

from hengjian.kernel import divisions
from hengjian.kernel.act import Act, acts
from hengjian.kernel.checks import barrier
from hengjian.kernel.given import asked
from hengjian.kernel.models import Authority, Draft, Officer, Proceeding, Subject
from hengjian.kernel.offers import offers_of
from hengjian.kernel.perform import perform
from hengjian.kernel.procedure import Procedure, concrete, procedures
from hengjian.kernel.refusal import Refusal

from . import forms, known, lights, queries
from .access import Request, signed_in, user_id
from .related import linked
from .sheet import sheet_context

IDS = ("officer", "authority", "subject", "file", "signature")  # kinds of fields that hold the number of something else
COUNTS = ("number", "money", "text", "choice")
HASH = re.compile("[0-9a-f]{64}")
TABS = ("record", "papers", "evidence", "parties", "countersigns")


Invitation = Callable[[Procedure, Request], tuple[Any, str] | None]
_invitations: list[Invitation] = []


def invite(make: Invitation) -> Invitation:
    """Let a room put a link, label and address, below a matter; which matter and whose eyes is the room's to say."""
    _invitations.append(make)
    return make


@dataclass
class Entry:
    """One line of the record."""

    act: Any
    at: dt.datetime
    label: str
    who: str
    dot: str
    state: str = ""
    heading: str = ""
    erased: str = ""
    lines: list[dict[str, str]] = field(default_factory=list)
    papers: list[dict[str, str]] = field(default_factory=list)


def load(pk: int) -> Procedure:
    """The proceeding behind the address; what is outside the scope does not exist."""
    shared = Proceeding.objects.select_related("subject").filter(pk=pk).first()
    if shared is None or shared.procedure not in procedures():
        raise Http404
    row = concrete(shared)
    row.subject = shared.subject
    return row


def base_for(request: Request) -> str:
    """Officers see the file in the office, parties in the public frame."""
    return "web/base_office.html" if request.principal.kind == "officer" else "web/base_public.html"


@signed_in
def page(request: Request, pk: int, tab: str = "record") -> HttpResponseBase:
    """The whole file: head, light, stages, what may be done, and one tab."""
    if tab not in TABS:
        raise Http404
    day = known.asked(request)
    if day:
        return as_known(request, load(pk), day)
    return render(request, "web/proceeding.html", file_context(request, load(pk), tab))


def as_known(request: Request, row: Procedure, day: dt.date) -> HttpResponseBase:
    """The file as it stood on record at the end of a day."""
    then = known.file_context(row, day)
    context = {
        **then,
        "base": base_for(request),
        "title": row.subject_name or row.title,
        "p": row,
        "kind": row.label,
        "timeline": timeline(then["record"], row),
    }
    return render(request, "web/known.html", context)


def file_context(request: Request, row: Procedure, tab: str = "record") -> dict[str, Any]:
    """What the file's template needs."""
    offers = offers_of(row, request.principal)
    special = [o for o in offers if not o.act.generic]
    general = [o for o in offers if o.act.generic and o.allowed]
    record = queries.acts_of(row) if tab == "record" else []
    return {
        "base": base_for(request),
        "title": row.subject_name or row.title,
        "p": row,
        "kind": row.label,
        "tab": tab,
        "tabs": tabs(row, tab),
        "sums": lights.sums(row),
        "steps": steps(row),
        "allowed": [o for o in special if o.allowed],
        "barred": [o for o in special if not o.allowed],
        "general": general,
        "facts": linked(row.facts()),
        "authority": Authority.objects.filter(pk=row.code).first(),
        "timeline": timeline(record, row) if tab == "record" else [],
        "asked_for": asked_for(row) if row.held else "",
        "invitations": invitations(row, request),
        **_tab(row, tab),
    }


def invitations(row: Procedure, request: Request) -> list[tuple[Any, str]]:
    """What the rooms invite the reader of a file to do beside it."""
    return [found for make in _invitations if (found := make(row, request))]


def asked_for(row: Procedure) -> str:
    """What the open request says: the supplement or the question that the matter waits for."""
    verbs = {"supplement": "supplement", "countersign": "ask_countersign", "suspended": "suspend"}
    last = row.entries.filter(name=f"{row.key}.{verbs.get(row.held, '')}").select_related("content").last()
    body = last.content.body if last is not None and hasattr(last, "content") else None
    return str((body or {}).get("note", "")) or row.stop_reason


def _tab(row: Procedure, tab: str) -> dict[str, Any]:
    if tab == "papers":
        return {"papers": list(row.papers.select_related("file").defer("data").order_by("-pk"))}
    if tab == "evidence":
        return {"evidence": list(row.evidence.select_related("file").order_by("pk"))}
    if tab == "parties":
        return {"parties": parties(row)}
    if tab == "countersigns":
        return {"countersigns": list(row.countersigns.select_related("signer__user").order_by("pk"))}
    return {}


def tabs(row: Procedure, current: str) -> list[dict[str, Any]]:
    """The tabs with their counts."""
    labels = {
        "record": (_("Record"), row.entries.count()),
        "papers": (_("Papers"), row.papers.count()),
        "evidence": (_("Evidence"), row.evidence.count()),
        "parties": (_("Parties"), 0),
        "countersigns": (_("Countersigns"), row.countersigns.count()),
    }
    return [
        {
            "name": name,
            "label": label,
            "count": count,
            "href": f"/p/{row.pk}/" if name == "record" else f"/p/{row.pk}/{name}/",
            "current": name == current,
        }
        for name, (label, count) in labels.items()
    ]


def parties(row: Procedure) -> list[dict[str, Any]]:
    """Who takes part and as what; subjects by name, people by their display name."""
    out = []
    found = list(row.parties.all())
    subjects = {
        s.pk: s
        for s in Subject.objects.filter(pk__in=[_id(p.principal) for p in found if p.principal.startswith("subject:")])
    }
    officers = {
        o.pk: o
        for o in Officer.objects.filter(
            pk__in=[_id(p.principal) for p in found if p.principal.startswith("officer:")]
        ).select_related("user")
    }
    for party in found:
        kind, key = party.principal.split(":")[0], _id(party.principal)
        name = (
            subjects.get(key)
            if kind == "subject"
            else officers.get(key)
            if kind == "officer"
            else _("Without an account")
            if kind == "guest"
            else _("Account %(id)s") % {"id": key}
        )
        out.append({"name": name, "role": party.role, "subject": subjects.get(key) if kind == "subject" else None})
    return out


def _id(principal: str) -> int:
    number = principal.partition(":")[2]
    return int(number) if number.isdecimal() else 0  # somebody without an account goes by a fingerprint


def steps(row: Procedure) -> list[dict[str, str]]:
    """The stages: those passed with their dates, the present one, those that the normal course still has."""
    passed = [
        (str(c["to"]), at)
        for c, at in row.entries.order_by("pk").values_list("content__body", "at")
        if isinstance(c, dict) and c.get("to")
    ]
    seen: dict[str, dt.datetime] = {}
    for name, at in passed:
        seen.setdefault(name, at)
    out = []
    for name in _course(row, list(seen)):
        mark = "now" if name == row.state else "done" if name in seen else ""
        note = lights.short(seen[name]) if name in seen else ""
        if mark == "now" and row.due:
            note = _("until %(day)s") % {"day": lights.short(row.due)}
        out.append({"label": str(row.states[name].label), "mark": mark, "note": note})
    return out


def _course(row: Procedure, seen: list[str]) -> list[str]:
    """The stages seen in their order, then the first way forward from here to an end."""
    course = [name for name in seen if name in row.states and name != row.state] + [row.state]
    at = row.states[row.state]
    for _n in range(len(row.states)):
        ways = [
            a.target[0]
            for a in row.acts.values()
            if a.starts_from(at.name) and a.target and a.target[0].name not in course and a.favourable is not False
        ]
        if at.final or not ways:
            break
        at = ways[0]
        course.append(at.name)
    return course


def timeline(record: list[Any], row: Procedure) -> list[Entry]:
    """The record as lines, newest first, with a heading per month."""
    out: list[Entry] = []
    for done in record:
        entry = _entry(done, row)
        there = timezone.localtime(done.at)
        heading = _("%(month)s/%(year)s") % {"year": there.year, "month": there.month}
        last = next((e.heading for e in reversed(out) if e.heading), "")
        entry.heading = heading if heading != last else ""
        out.append(entry)
    return out


def _entry(done: Any, row: Procedure) -> Entry:
    declared = acts().get(done.name)
    content = getattr(done, "content", None)
    body = (content.body if content else None) or {}
    target = row.states.get(body.get("to", ""))
    changed = target is not None and body.get("from") != body.get("to")
    papers = [{"href": reverse("web:paper", args=[p.pk]), "label": p.title} for p in done.its_papers]
    entry = Entry(
        act=done,
        at=done.at,
        label=str(declared.label) if declared else body.get("label", done.name),
        who=body.get("by", "") or (_("Automatic") if content else _("within the authority")),
        dot=("red" if declared and declared.favourable is False else "fill") if changed else "",
        state=str(target.label) if target and changed else "",
        erased=content.erased_under if content and content.body is None else "",
        papers=papers,
    )
    if body.get("note"):
        entry.lines.append({"label": "", "value": body["note"]})
    given = body.get("given") or {}
    if declared and not declared.opens:
        entry.lines += [line for line in spoken(declared.given, given) if line["value"] != body.get("note")]
    return entry


def spoken(model: type[BaseModel], given: dict[str, Any]) -> list[dict[str, str]]:
    """What an act was given, in the words of its form; personal fields and ids are left out."""
    out = []
    for name, value in given.items():
        if name not in model.model_fields or value in (None, "", [], {}):
            continue
        how = asked(model, name)
        if how.get("personal") or how["kind"] in IDS or isinstance(value, list | dict):
            continue
        if isinstance(value, int) and not isinstance(value, bool) and how["kind"] not in COUNTS:
            continue  # chosen from a list: the number of a row, which says nothing to a person
        if isinstance(value, str) and value.isdecimal() and queries.row_number(how["kind"]):
            continue
        choices = {str(k): str(v) for k, v in how["choices"]}
        text = (_("yes") if value else _("no")) if isinstance(value, bool) else choices.get(str(value), str(value))
        out.append({"label": str(how["label"]), "value": _plain(how["kind"], text)})
    return out


def _plain(kind: str, text: str) -> str:
    """Moments, divisions and hashes as people read them; the whole value stands in the proof."""
    moment = parse_datetime(text) if kind == "datetime" else None
    if moment:
        return f"{timezone.localtime(moment) if is_aware(moment) else moment:%Y-%m-%d %H:%M}"
    if kind == "division":
        return divisions.full_name(text) or text
    return f"{text[:16]}…" if HASH.fullmatch(text) else queries.said(kind, text)


# ---- acting ----


@signed_in
def act(request: Request, pk: int, verb: str) -> HttpResponseBase:
    """The act sheet beside the file, and doing the act."""
    row = load(pk)
    declared = row.acts.get(verb)
    if declared is None or declared.opens or declared.machine_only:
        raise Http404
    offer = queries.may(declared, row, request.principal)
    if request.method == "POST":
        return _do(request, row, declared)
    values, saved = drafted(request, draft_key(row.pk, verb))
    values = values if saved else forms.standing(declared.given, row)
    refusal = offer.refusal if offer else barrier(declared, row, request.principal, recused=False, did=frozenset())
    return _sheet(request, row, declared, values, refusal=refusal, saved=saved)


def draft_key(where: object, verb: str) -> str:
    return f"{where}/{verb}"


def drafted(request: Request, key: str) -> tuple[dict[str, Any], dt.datetime | None]:
    """What was typed and not sent, and when it was kept."""
    found = Draft.objects.filter(user_id=user_id(request), key=key).first()
    typed: Any = found.values if found else {}
    return dict(typed), found.saved_at if found else None


def _do(request: Request, row: Procedure, declared: Act) -> HttpResponseBase:
    posted = request.POST
    version = posted.get("version", "")
    try:
        posted = forms.with_uploads(request)
        if forms.ANOTHER in posted:
            return _sheet(request, row, declared, posted)
        values = forms.parse(declared.given, posted)
        done = perform(
            declared,
            row.pk,
            values,
            request.principal,
            key=request.POST.get("idempotency_key", "")[:100] or None,
            version=int(version) if version.isdigit() else None,
        )
    except Refusal as refused:
        return _sheet(request, load(row.pk), declared, posted, refusal=refused)
    Draft.objects.filter(user_id=user_id(request), key=draft_key(row.pk, declared.verb)).delete()
    messages.success(
        request, _("%(act)s: done. %(number)s") % {"act": declared.label, "number": done.proceeding.number}
    )
    return HttpResponseRedirect(reverse("web:proceeding", args=[row.pk]))


def _sheet(
    request: Request,
    row: Procedure,
    declared: Act,
    typed: Any,
    *,
    refusal: Refusal | None = None,
    saved: dt.datetime | None = None,
) -> HttpResponseBase:
    errors = refusal.fields if refusal else {}
    fields = forms.build(declared.given, forms.typed(declared.given, typed), errors, request.principal, row)
    context = {
        **file_context(request, row),
        **sheet_context(declared, fields, refusal),
        "version": request.POST.get("version")
        if refusal and refusal.kind == "conflict" and request.method == "GET"
        else row.version,
        "key": request.POST.get("idempotency_key") or secrets.token_urlsafe(18),
        "draft": f"/drafts/{draft_key(row.pk, declared.verb)}",
        "saved": saved,
        "target_url": reverse("web:act", args=[row.pk, declared.verb]),
    }
    status = refusal.status if refusal and request.method == "POST" else 200
    return render(request, "web/act.html", context, status=status)

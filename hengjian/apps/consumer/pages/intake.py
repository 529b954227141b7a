"""The guided forms for everybody: find the business, say what happened, get a query code. No account is needed."""

from __future__ import annotations

import secrets
from typing import Any

from django.core import signing
from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.consumer.actions.filing import PHONE
from hengjian.apps.consumer.actions.whistle import keep_sealed
from hengjian.apps.consumer.procedures import Complaint, Enquiry, Negotiation, Report
from hengjian.apps.consumer.queries.access import guest_of, new_code
from hengjian.apps.consumer.queries.odr import takes_part
from hengjian.kernel import search
from hengjian.kernel.act import Act
from hengjian.kernel.given import Given, ask, parse
from hengjian.kernel.models import Subject
from hengjian.kernel.perform import Done, perform
from hengjian.kernel.principal import Principal, acting_as
from hengjian.kernel.refusal import Refusal
from hengjian.web import forms, lights
from hengjian.web.access import Request, public
from hengjian.web.guests import with_files
from hengjian.web.navigation import Entry

from .visitor import remember, shown

SALT = "hengjian.consumer.code"
navigation = [Entry("services", gettext_lazy("Complain or report"), "/complain/", public=True)]


class InsiderIdentity(Given):
    sealed_name: str = ask(
        gettext_lazy("Your name, to be sealed"), at_least=2, at_most=40, personal=True,
        section=gettext_lazy("Who you are: sealed"),
        help=gettext_lazy("Nobody who handles the report can see it. Every opening is recorded, and you see it here."),
    )  # fmt: skip
    sealed_phone: str = ask(gettext_lazy("Your phone, to be sealed"), kind="phone", pattern=PHONE, personal=True)


KINDS: dict[str, tuple[type[Any], str]] = {
    "complaint": (Complaint, "complain"),
    "settle": (Negotiation, "negotiate"),
    "report": (Report, "report"),
    "insider": (Report, "blow"),
    "enquiry": (Enquiry, "enquire"),
}
WORDS = {
    "complaint": (
        gettext_lazy("Complain about a business"),
        gettext_lazy(
            "You bought something or used a service for yourself and want it put right: the authority mediates."
        ),
    ),
    "settle": (
        gettext_lazy("Settle with the business first"),
        gettext_lazy(
            "The business takes part in online settlement. Without agreement in time it becomes a complaint by itself."
        ),
    ),
    "report": (
        gettext_lazy("Report a breach"),
        gettext_lazy("You know of a breach of law and want it pursued. Whoever it is about never learns who reported."),
    ),
    "insider": (
        gettext_lazy("Report as an insider"),
        gettext_lazy("You work where the breach happens. Your identity is sealed apart from the report."),
    ),
    "enquiry": (gettext_lazy("Ask a question"), gettext_lazy("About your rights, a rule or where to turn.")),
}


@public
def home(request: Request) -> HttpResponseBase:
    """What one can do here, and the search for the business it is about."""
    text = request.GET.get("q", "").strip()[:60]
    found = search.find(text, 10) if text else []
    kinds = [{"key": k, "title": t, "about": a} for k, (t, a) in WORDS.items() if k != "settle"]
    context = {"title": _("Complaints, reports, questions"), "q": text, "found": found, "kinds": kinds}
    return shown(request, "consumer/home.html", context)


@public
def filing(request: Request, kind: str) -> HttpResponseBase:
    """One guided form, and filing it."""
    if kind not in KINDS:
        raise Http404
    procedure, verb = KINDS[kind]
    declared: Act = procedure.acts[verb]
    if request.method == "POST":
        return _file(request, kind, declared)
    return _form(request, kind, declared, request.GET, None)


def _who(request: Request, kind: str, code: str, posted: Any) -> Principal:
    """The account if it is a person's; otherwise, and always for an insider, the principal that code and phone make."""
    if request.principal.kind == "party" and kind != "insider":
        return request.principal
    return guest_of(code, str(posted.get("sealed_phone" if kind == "insider" else "phone", "")))


def _code(posted: Any) -> str:
    """The code this form was given; a form sent twice keeps its code."""
    try:
        code: str = signing.loads(posted.get("ticket", ""), salt=SALT)
    except signing.BadSignature:
        code = new_code()
    return code


def _file(request: Request, kind: str, declared: Act) -> HttpResponseBase:
    posted: Any = request.POST
    code = _code(posted)
    who = _who(request, kind, code, posted)
    try:
        posted = with_files(request, who)
        with acting_as(who):
            done = _done(kind, declared, posted, who)
    except Refusal as refused:
        return _form(request, kind, declared, posted, refused)
    row: Any = done.proceeding
    context = {
        "title": _("Taken under number %(number)s.") % {"number": row.number},
        "row": row,
        "code": "" if who.user_id else code,
        "rule": lights.rule_of(row.stage.limit, timezone.localdate()) if row.stage.limit else None,
        "inside": kind == "insider",
    }
    answer = shown(request, "consumer/filed.html", context)
    if not who.user_id:
        remember(answer, who)
    return answer


def _done(kind: str, declared: Act, posted: Any, who: Principal) -> Done:
    """File it; an insider's identity goes into its own store within the same transaction, and nowhere else."""
    key = str(posted.get("idempotency_key", ""))[:100] or None
    values = forms.parse(declared.given, posted)
    if kind != "insider":
        return perform(declared, None, values, who, key=key)
    person = parse(InsiderIdentity, forms.parse(InsiderIdentity, posted), _("The report was not taken."))
    done = perform(declared, None, values, who, key=key)
    if not done.replayed:
        keep_sealed(done.proceeding.pk, person.sealed_name, person.sealed_phone)
    return done


def _form(request: Request, kind: str, declared: Act, typed: Any, refusal: Refusal | None) -> HttpResponseBase:
    chosen = _chosen(typed)
    errors = refusal.fields if refusal else {}
    first = request.method == "GET"
    values = forms.typed(declared.given, typed)
    if first:
        values = {**values, **{n: True for n in forms.ticked(declared.given)}}
        if chosen and chosen.division_code:
            values.setdefault("place_division", chosen.division_code[:6])
    fields = forms.build(declared.given, values, errors, request.principal, declared.procedure)
    if kind == "insider":
        person = forms.build(InsiderIdentity, forms.typed(InsiderIdentity, typed), errors)
        fields = [*fields, *person]
    hidden = {"subject", *(("business",) if chosen else ())}
    for one in fields:
        one.required |= one.name == "business" and kind == "complaint"
    title, about = WORDS[kind]
    context = {
        "title": title,
        "about": about,
        "kind": kind,
        "act": declared,
        "all": fields,
        "fields": _parts([f for f in fields if f.name not in hidden]),
        "subject": chosen,
        "member": bool(chosen) and takes_part(chosen.pk) if chosen else False,
        "refusal": refusal,
        "bad": forms.labels(fields, errors) if refusal else [],
        "key": typed.get("idempotency_key") or secrets.token_urlsafe(18),
        "ticket": typed.get("ticket") or signing.dumps(new_code(), salt=SALT),
    }
    return shown(request, "consumer/filing.html", context, status=refusal.status if refusal else 200)


def _chosen(typed: Any) -> Subject | None:
    number = str(typed.get("subject", "") or "")
    return (
        Subject.objects.filter(pk=int(number)).first()
        if number.isascii() and number.isdigit() and len(number) < 18
        else None
    )


def _parts(fields: list[forms.FormField]) -> list[dict[str, Any]]:
    """The fields under their headings; a heading whose first field is hidden goes to the next one."""
    parts: list[dict[str, Any]] = []
    for one in fields:
        if one.section or not parts:
            parts.append({"heading": one.section or _("Who it is against"), "fields": []})
        parts[-1]["fields"].append(one)
    return parts

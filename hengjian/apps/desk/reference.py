"""Reference data: authorities, officers, the working calendar, the law in force, the declared procedures."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hengjian.kernel import deadline, divisions
from hengjian.kernel import law as statutes
from hengjian.kernel.models import Authority, Holiday, Officer
from hengjian.kernel.principal import Role
from hengjian.kernel.procedure import procedures
from hengjian.kernel.record import alone
from hengjian.web import lights, lists
from hengjian.web.access import Request, administrators, officers

AUTHORITIES = lists.ListPage(
    name="authorities",
    title=gettext_lazy("Authorities"),
    rows=lambda request: Authority.objects.all(),
    columns=(
        lists.Column("code", gettext_lazy("Code"), lambda a: a.code, order="code"),
        lists.Column("name", gettext_lazy("Name"), lambda a: a.name, order="name"),
        lists.Column("short", gettext_lazy("Short name"), lambda a: a.short_name),
        lists.Column("place", gettext_lazy("Division"), lambda a: divisions.full_name(a.code)),
    ),
    order="code",
    search=lambda rows, text: rows.filter(name__contains=text) | rows.filter(code__startswith=text),
    empty=gettext_lazy("No authority fits."),
)

BEYOND = ("all", "custom")


def roles_of(officer: Officer) -> str:
    labels = dict(Role.choices)
    return _(", ").join(str(labels.get(role, role)) for role in officer.roles)


OFFICERS = lists.ListPage(
    name="officers",
    title=gettext_lazy("Officers"),
    rows=lambda request: Officer.objects.filter(
        authority_id__gte=request.principal.lo, authority_id__lt=request.principal.hi
    ).select_related("user", "authority"),
    columns=(
        lists.Column("name", gettext_lazy("Name"), lambda o: o, template="desk/officer_cell.html", text=str),
        lists.Column("authority", gettext_lazy("Authority"), lambda o: o.authority.name, order="authority_id"),
        lists.Column("roles", gettext_lazy("Roles"), roles_of),
        lists.Column(
            "certificate",
            gettext_lazy("Certificate"),
            lambda o: o.certificate_no or "—",
            second=lambda o: o.certificate_until or "",
        ),
    ),
    order="authority_id",
    search=lambda rows, text: rows.filter(user__display_name__contains=text),
    empty=gettext_lazy("No officer fits."),
)


@officers
@require_GET
def authorities(request: Request) -> HttpResponseBase:
    """The authorities and their place in the tree."""
    return lists.respond(AUTHORITIES, request, {"plain": True})


@officers
@require_GET
def officer_list(request: Request) -> HttpResponseBase:
    """Officers within one's range."""
    return lists.respond(OFFICERS, request, {"plain": True})


@administrators
def officer(request: Request, pk: int) -> HttpResponseBase:
    """Roles, range and certificate of one officer."""
    within = Officer.objects.filter(authority_id__gte=request.principal.lo, authority_id__lt=request.principal.hi)
    found = get_object_or_404(within.select_related("user", "authority"), pk=pk)
    if request.method == "POST":
        keep(found, request)
        messages.success(request, _("Kept."))
        return HttpResponseRedirect(reverse("desk:officer", args=[pk]))
    context = {
        "title": str(found),
        "officer": found,
        "roles": [(value, label, value in found.roles) for value, label in Role.choices],
        "scopes": Officer._meta.get_field("scope").choices,
    }
    return render(request, "desk/officer.html", context)


def keep(found: Officer, request: Request) -> None:
    """Take over what the form says; values outside the choices are dropped."""
    known = {value for value, _label in Role.choices}
    found.roles = [role for role in request.POST.getlist("roles") if role in known]
    scope = request.POST.get("scope", found.scope)
    choices: Any = Officer._meta.get_field("scope").choices
    beyond = scope in BEYOND and request.principal.lo != divisions.NATION  # nobody gives a wider range than his own
    found.scope = scope if scope in dict(choices) and not beyond else found.scope
    found.certificate_no = request.POST.get("certificate_no", "")[:40]
    found.certificate_until = day_of(request.POST.get("certificate_until", ""))
    found.active = bool(request.POST.get("active"))
    found.save(update_fields=["roles", "scope", "certificate_no", "certificate_until", "active"])
    body = {"officer": found.pk, "roles": found.roles, "scope": found.scope, "active": found.active}
    alone("kernel.officer.change", "Change of an officer", body, request.principal, found.authority_id)


def day_of(text: str) -> dt.date | None:
    """The date in a form's field; None if it is none."""
    try:
        return parse_date(text)
    except ValueError:
        return None


@officers
def calendar(request: Request) -> HttpResponseBase:
    """Working days of a year; administrators enter what the published calendar lacks."""
    errors: dict[str, str] = {}
    if request.method == "POST" and "admin" in request.principal.roles:
        errors = enter(request)
        if not errors:
            return HttpResponseRedirect(request.get_full_path())
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdigit() and 2004 <= int(asked) <= 2100 else timezone.localdate().year
    context = {
        "title": _("Working calendar"),
        "year": year,
        "months": [month(year, n) for n in range(1, 13)],
        "entered": Holiday.objects.order_by("-date")[:60],
        "may": "admin" in request.principal.roles,
        "errors": errors,
        "typed": request.POST,
    }
    return render(request, "desk/calendar.html", context, status=422 if errors else 200)


def enter(request: Request) -> dict[str, str]:
    """Enter or take back a day; gives the fields at fault."""
    gone = day_of(request.POST.get("remove", ""))
    if gone:
        Holiday.objects.filter(date=gone).delete()
        alone("kernel.calendar.remove", "Day taken out of the calendar", {"date": gone}, request.principal)
        deadline.forget()
        return {}
    day, source = day_of(request.POST.get("date", "")), request.POST.get("source", "").strip()
    errors = {
        "date": "" if day else _("Write a date such as 2026-11-20."),
        "source": "" if source else _("Name the notice it rests on."),
    }
    wrong = {name: text for name, text in errors.items() if text}
    if day and not wrong:
        given = {
            "off": request.POST.get("off") == "yes",
            "name": request.POST.get("name", "")[:40],
            "source": source[:200],
        }
        Holiday.objects.update_or_create(date=day, defaults=given)
        alone("kernel.calendar.enter", "Day entered in the calendar", {"date": day, **given}, request.principal)
        deadline.forget()
    return wrong


def month(year: int, number: int) -> dict[str, Any]:
    """The weeks of a month; each day says whether it is worked."""
    first = dt.date(year, number, 1)
    start = first - dt.timedelta(days=first.weekday())
    days = [start + dt.timedelta(days=n) for n in range(42)]
    cells = [
        {
            "day": d.day if d.month == number else "",
            "off": d.month == number and not lights.is_workday(d),
            "today": d == timezone.localdate(),
        }
        for d in days
    ]
    weeks = [cells[n : n + 7] for n in range(0, 42, 7)]
    return {"label": f"{year}-{number:02d}", "weeks": [w for w in weeks if any(c["day"] for c in w)]}


@officers
@require_GET
def law(request: Request) -> HttpResponseBase:
    """Every value of the law as data, with its article and the days it is in force."""
    lang, word = get_language() or "zh-hans", request.GET.get("q", "").strip().lower()
    rows = []
    for entry in statutes.entries():
        if word and word not in f"{entry.id} {entry.what.zh} {entry.what.en}".lower():
            continue
        rows += [
            {"id": entry.id, "what": entry.what.text(lang), "value": v, "shown": amount(v), "cite": v.basis(lang)}
            for v in entry.values
        ]
    return render(
        request, "desk/law.html", {"title": _("Law in force"), "rows": rows, "q": word, "today": timezone.localdate()}
    )


def amount(value: statutes.Value) -> str:
    """A value in words: a length of time, an amount, or how many items a list has."""
    if value.unit in statutes.TIME_UNITS:
        return lights.length(value.amount, value.unit)
    if isinstance(value.amount, bool):
        return _("applies") if value.amount else _("does not apply")
    if isinstance(value.amount, tuple):
        return _("%(n)s items") % {"n": len(value.amount)}
    return f"{value.amount} {value.unit}" if value.unit in ("CNY", "pct") else str(value.amount)


@officers
@require_GET
def procedure_list(request: Request) -> HttpResponseBase:
    """The declared procedures."""
    return render(request, "desk/procedures.html", {"title": _("Procedures"), "kinds": procedures().values()})


@officers
@require_GET
def diagram(request: Request, key: str) -> HttpResponseBase:
    """The stages of a procedure and the acts that lead from one to another."""
    kind = procedures().get(key)
    if kind is None:
        raise Http404
    stages = []
    for state in kind.states.values():
        out = [a for a in kind.acts.values() if a.starts_from(state.name) and not a.generic]
        rule = lights.rule_of(state.limit, timezone.localdate()) if state.limit else None
        stages.append({"state": state, "acts": [spoken(a) for a in out], "rule": rule})
    opening = [spoken(a) for a in kind.acts.values() if a.opens]
    general = [a for a in kind.acts.values() if a.generic]
    context = {
        "title": kind.label,
        "kind": kind,
        "stages": stages,
        "opening": opening,
        "general": general,
        "doc": kind.__doc__,
    }
    return render(request, "desk/diagram.html", context)


def spoken(act: Any) -> dict[str, Any]:
    """An act with its doers and targets in words."""
    labels = {
        **dict(Role.choices),
        "applicant": _("applicant"),
        "anyone": _("anybody signed in"),
        "clock": _("the clock"),
        "signer": _("signer"),
    }
    return {
        "act": act,
        "by": _(", ").join(sorted(str(labels.get(r, r)) for r in act.by)),
        "to": " / ".join(str(s.label) for s in act.target),
    }

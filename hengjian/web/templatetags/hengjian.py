"""Template tags for what the design language writes in one way only: lights, codes, money, dates, seals."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django import template
from django.http import HttpRequest, QueryDict
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hengjian.kernel import divisions
from hengjian.kernel.law import TIME_UNITS, Value
from hengjian.kernel.models import Subject
from hengjian.kernel.principal import Role
from hengjian.kernel.unmask import masked_fields
from hengjian.web import cells, lights, navigation, saved
from hengjian.web.icons import ICONS, SEAL

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    return format_html('<svg class="i" viewBox="0 0 16 16" aria-hidden="true">{}</svg>', mark_safe(ICONS[name]))


@register.inclusion_tag("web/parts/subject_views.html", takes_context=True)
def subject_views(context: Context, subject: Subject) -> dict[str, Any]:
    """The rooms' pages about a subject, as tabs."""
    return {"views": navigation.views_of(subject, context["request"])}


@register.simple_tag
def due(proceeding: Any) -> SafeString:
    """The due light of a proceeding: shape, words and colour, with its limit and date underneath."""
    return cells.due(proceeding)


@register.simple_tag
def matter(proceeding: Any) -> SafeString:
    """The name a proceeding is about, with its kind."""
    return cells.matter(proceeding)


@register.simple_tag
def list_rows(shown: Any, acting: bool = False) -> SafeString:
    """The rows of a page of a list."""
    return cells.rows(shown, acting)


@register.filter
def code(value: str | None) -> SafeString | str:
    """A credit code grouped 2-6-9-1 by margins, so that a copy still gives eighteen characters (GB 32100)."""
    text = value or ""
    if len(text) != 18:
        return format_html('<span class="code">{}</span>', text) if text else _("not recorded")
    parts = (text[:2], text[2:8], text[8:17])
    return format_html(
        '<span class="code">{}{}</span>', format_html_join("", "<i>{}</i>", ((p,) for p in parts)), text[17]
    )


@register.filter
def serial(value: int | None) -> SafeString:
    """A leaf number in groups of three."""
    grouped = f"{value or 0:,}".split(",")
    return format_html(
        '<span class="code">{}{}</span>', format_html_join("", "<i>{}</i>", ((p,) for p in grouped[:-1])), grouped[-1]
    )


@register.filter
def number(value: int | float | Decimal | None) -> str:
    return "—" if value is None else f"{value:,}".replace("-", "−")


@register.filter
def capped(value: int | None) -> str:
    """A counted number, or 999+ where counting stopped."""
    return "" if value is None else (f"{value:,}" if value < 1000 else "999+")


@register.filter
def money(value: Decimal | int | str | None) -> str:
    """60,000.00元"""
    if value in (None, ""):
        return _("not recorded")
    return _("CNY %(amount)s") % {"amount": f"{Decimal(str(value)):,.2f}".replace("-", "−")}


@register.filter
def day(value: dt.date | dt.datetime | None) -> SafeString | str:
    """Dates in tables: 11-20 this year, 2025-12-09 in others."""
    return cells.day(value)


@register.filter
def when(value: dt.datetime | None) -> SafeString | str:
    """Moments: 3 hours ago within a day, then the date and time."""
    if value is None:
        return _("not recorded")
    there = timezone.localtime(value)
    return format_html('<time class="nb" datetime="{}">{}</time>', there.isoformat(timespec="seconds"), _moment(there))


def _moment(there: dt.datetime) -> str:
    passed = timezone.now() - there
    minutes = int(passed.total_seconds() // 60)
    if 0 <= minutes < 60:
        return ngettext("%(n)s minute ago", "%(n)s minutes ago", minutes) % {"n": minutes} if minutes else _("just now")
    if 0 <= minutes < 24 * 60:
        return ngettext("%(n)s hour ago", "%(n)s hours ago", minutes // 60) % {"n": minutes // 60}
    return f"{there:%m-%d %H:%M}" if there.year == timezone.localdate().year else f"{there:%Y-%m-%d %H:%M}"


@register.filter
def stamp(value: dt.datetime | None) -> SafeString | str:
    """The moment in full: 2026-11-20 15:04."""
    if value is None:
        return _("not recorded")
    there = timezone.localtime(value)
    return format_html(
        '<time class="nb" datetime="{}">{}</time>', there.isoformat(timespec="seconds"), f"{there:%Y-%m-%d %H:%M}"
    )


@register.filter
def sentence_day(value: dt.date | dt.datetime | None) -> str:
    """Dates in sentences: 11月20日, 20 Nov."""
    return lights.sentence_day(value)


@register.filter
def weekday(value: dt.date) -> str:
    return lights.weekday(value)


@register.filter
def nb(value: Any) -> SafeString:
    return format_html('<span class="nb">{}</span>', value)


@register.filter
def mask(value: str | None) -> str:
    """Names and telephones of others: 何**, 138****0017 (Personal Information Protection Law, Art. 6)."""
    text = value or ""
    if len(text) == 11 and text.isdigit():
        return f"{text[:3]}****{text[7:]}"
    if len(text) == 18:
        return f"{text[:3]}***********{text[14:]}"
    return f"{text[:1]}**" if text else ""


@register.filter
def short_hash(value: str | bytes | None) -> SafeString:
    text = value.hex() if isinstance(value, bytes | memoryview) else (value or "")
    return format_html('<span class="hash" title="{}">{}…</span>', text, text[:16])


@register.inclusion_tag("web/parts/seal.html")
def seal(act: Any) -> dict[str, Any]:
    """The proof mark of an act: its leaf number, or that it still waits for the next checkpoint."""
    leaf = getattr(act, "leaf", None)
    return {"act": act, "index": getattr(leaf, "index", None), "mark": mark_safe(SEAL)}


@register.inclusion_tag("web/parts/verdict.html")
def verdict(state: str, words: str) -> dict[str, str]:
    """A finding, never a time: tick, triangle, crossed circle."""
    return {"state": state, "words": words, "icon": {"ok": "tick", "warn": "warn", "bad": "cross"}[state]}


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: Any) -> str:
    """This page's address with some of its parameters changed; an empty value removes one."""
    request: HttpRequest | None = context.get("request")
    parameters = request.GET.copy() if request else QueryDict(mutable=True)
    for name, value in changes.items():
        if value in (None, ""):
            parameters.pop(name, None)
        else:
            parameters[name] = str(value)
    return f"?{parameters.urlencode()}"


@register.filter
def get(mapping: dict[str, Any] | None, key: str) -> Any:
    return (mapping or {}).get(key)


@register.simple_tag
def language() -> str:
    return get_language() or "zh-hans"


@register.simple_tag
def nav_key(groups: Any) -> str:
    """What the drawn navigation depends on."""
    return navigation.key(groups)


@register.simple_tag
def column_menu(shown: Any) -> list[dict[str, Any]]:
    """Lines of the column menu of a list."""
    return saved.menu(shown.page.columns, shown.columns)


@register.simple_tag
def kind(row: Any) -> Any:
    return cells.procedure_label(row)


@register.simple_tag
def supervised_word() -> str:
    return _("supervised")


@register.filter
def status(value: str) -> str:
    """The state of a subject in words."""
    words = {
        "registered": _("registered"),
        "deregistered": _("deregistered"),
        "revoked": _("revoked"),
        "dormant": _("out of business for a time"),
        "licence_revoked": _("licence revoked, not deregistered"),
        "ordered_closed": _("ordered to close, not deregistered"),
        "registration_cancelled": _("registration cancelled"),
        "compulsorily_deregistered": _("compulsorily deregistered"),
        "struck_off": _("struck off"),
    }
    return words.get(value, value)


@register.simple_tag
def party_role(value: str) -> str:
    """What a party is called in a proceeding."""
    words = {
        "applicant": _("applicant"),
        "entity": _("business concerned"),
        "handler": _("handling officer"),
        "counterparty": _("other party"),
    }
    return words.get(value, value)


@register.filter
def place(value: str) -> str:
    """A division code as its full name."""
    return divisions.full_name(value) if value else ""


@register.simple_tag
def law_words(value: Value) -> str:
    """What an entry of the law says, and where."""
    lang = get_language() or "zh-hans"
    amount = lights.length(value.amount, value.unit) if value.unit in TIME_UNITS else ""
    return f"{value.what.text(lang)} {amount}　{value.basis(lang)}"


@register.simple_tag
def law_check(value: str) -> str:
    """How surely an entry was checked against its text."""
    words = {"verified": _("verified against the text"), "high": _("high"), "medium": _("medium"), "low": _("low")}
    return words.get(value, value)


@register.simple_tag
def officer_roles(officer: Any) -> str:
    labels = dict(Role.choices)
    return _(", ").join(str(labels.get(role, role)) for role in officer.roles) or "—"


@register.simple_tag
def inactive_word() -> str:
    return _("not in service")


@register.simple_tag
def seal_mark() -> SafeString:
    return mark_safe(SEAL)


@register.filter
def fact(value: Any) -> Any:
    """A recorded value: dates as 2025-12-09, yes and no in words, nothing as not recorded."""
    if value is None or value == "":
        return _("not recorded")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return f"{value:%Y-%m-%d}" if isinstance(value, dt.date | dt.datetime) else value


@register.filter
def has_personal(row: Any) -> bool:
    """Has the proceeding personal data that stand masked on its page?"""
    return bool(masked_fields(row))


@register.filter
def unbroken(value: str) -> SafeString:
    """Text in which no date is broken over lines."""
    return cells.unbroken(value)

"""The law base: causes with their law, their guide, exemption lists, the list of powers. Open to everybody."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hengjian.apps.enforcement import queries
from hengjian.apps.enforcement.queries import discretion as found
from hengjian.apps.enforcement.queries import guiding
from hengjian.apps.enforcement.queries import powers as held
from hengjian.apps.enforcement.rules import causes as rules
from hengjian.apps.enforcement.rules import discretion, exemptions, guides, police
from hengjian.apps.enforcement.rules import powers as catalogue
from hengjian.kernel.law import OFFICIAL, current
from hengjian.kernel.models import Authority
from hengjian.web.access import Request, public
from hengjian.web.export import table
from hengjian.web.navigation import Entry

navigation = [
    Entry("whole", gettext_lazy("Causes of action"), "/enforcement/causes/"),
    Entry("whole", gettext_lazy("Exemption lists"), "/enforcement/exemptions/"),
    Entry("whole", gettext_lazy("List of powers"), "/enforcement/powers/"),
    Entry("record", gettext_lazy("What is punished, and how"), "/enforcement/causes/", public=True),
    Entry("record", gettext_lazy("What is not punished"), "/enforcement/exemptions/", public=True),
    Entry("record", gettext_lazy("List of powers"), "/enforcement/powers/", public=True),
]


def base_of(request: Request) -> str:
    """Officers see public pages in the office, everybody else in the public frame."""
    return "web/base_office.html" if request.principal.kind == "officer" else "web/base_public.html"


def lang() -> str:
    return get_language() or OFFICIAL


def day_of(request: Request, name: str = "on") -> dt.date:
    """The day asked for; today where none or none that exists was asked."""
    try:
        return parse_date(request.GET.get(name, "")) or timezone.localdate()
    except ValueError:
        return timezone.localdate()


@public
@require_GET
def causes(request: Request) -> HttpResponseBase:
    """Every cause with its articles and amounts; found by words, field, kind of penalty, statute."""
    asked = {key: request.GET.get(key, "").strip()[:60] for key in ("q", "field", "kind", "statute")}
    rows = rules.search(asked["q"], asked["field"], asked["kind"], asked["statute"])
    order = request.GET.get("sort", "")
    if order == "name":
        rows = sorted(rows, key=lambda c: c.name)
    words = dict(rules.FIELDS)
    if request.GET.get("as") == "csv":
        head = [
            _("Number"),
            _("Field"),
            _("Cause of action"),
            _("Violated"),
            _("Punished by"),
            _("Penalties"),
            _("Fine"),
            _("Certainty"),
        ]
        lines = [
            [
                c.id,
                words[c.field],
                c.name,
                c.violates(),
                c.punished_by(),
                "、".join(c.kinds),
                "；".join(t.words for t in c.tiers),
                c.check,
            ]
            for c in rows
        ]
        return table("causes", head, lines)
    everything = rules.causes().values()
    statutes = {c.statute for c in everything}
    context = {
        "base": base_of(request),
        "title": _("Causes of action"),
        "rows": [
            {"c": c, "field": words[c.field], "violates": c.violates(lang()), "punished": c.punished_by(lang())}
            for c in rows
        ],
        "asked": asked,
        "fields": rules.FIELDS,
        "kinds": sorted({k for c in everything for k in c.kinds}),
        "statutes": sorted((s, current().instruments[s].text(lang())) for s in statutes),
        "guided": set(discretion.table_causes()),
    }
    return render(request, "enforcement/causes.html", context)


@public
@require_GET
def cause(request: Request, id: str) -> HttpResponseBase:
    """One cause: its law, ranges and bands, exemptions, the guide to conducting a case, guiding cases, police thresholds."""
    one = rules.causes().get(id)
    if one is None:
        raise Http404
    on, who = day_of(request), request.principal
    benchmark = found.benchmark_on(id, "", who.place or "41", on)
    officer = who.kind == "officer"
    context = {
        "base": base_of(request),
        "title": one.name,
        "c": one,
        "field": dict(rules.FIELDS)[one.field],
        "violates": one.violates(lang()),
        "punished": one.punished_by(lang()),
        "exemption": rules.EXEMPTIONS[one.exemption],
        "bands": [
            {"tier": b["tier"], "spans": [{"label": discretion.LABELS[s.band], "s": s} for s in b["spans"]]}
            for b in discretion.bands_table(one, on, benchmark)
        ],
        "benchmark": benchmark,
        "lists": exemptions.offered(id, ()),
        "lenient": [i for i in exemptions.lenient_items() if i.cause == id],
        "guide": guides.guide(id),
        "chinese": lang().startswith("zh"),
        "crimes": [t for t in police.thresholds() if t.concerns(id)],
        "amounts": police.AMOUNTS,
        "guiding": list(guiding.published_guiding(one.name)[:20]),
        "similar": queries.similar(id)[:10] if officer else [],
        "officer": officer,
    }
    return render(request, "enforcement/cause.html", context)


@public
@require_GET
def lists(request: Request) -> HttpResponseBase:
    """Three lists: not punished, first violation, mitigated and lighter; read from the table that the calculator runs on."""
    asked = {key: request.GET.get(key, "").strip()[:60] for key in ("q", "field", "kind")}
    kind = asked["kind"] if asked["kind"] in ("first", "minor", "mitigated", "light") else ""
    words = dict(rules.FIELDS)
    spared = [
        e
        for e in exemptions.exemptions()
        if (not kind or e.kind == kind)
        and (not asked["field"] or e.field == asked["field"])
        and asked["q"] in e.conduct
    ]
    lenient = [] if kind in ("first", "minor") else exemptions.lenient_items(kind, asked["field"])
    lenient = [i for i in lenient if asked["q"] in i.name]
    if request.GET.get("as") == "csv":
        head = [_("Number"), _("Field"), _("Kind"), _("Conduct"), _("Conditions"), _("Source"), _("Certainty")]
        lines = [
            [e.id, words[e.field], e.label, e.conduct, "；".join(c.text for c in e.conditions), e.source, e.check]
            for e in spared
        ]
        lines += [
            [i.cause, words[i.field], i.label, i.name, "；".join(f.text for f in i.facts), "", "low"] for i in lenient
        ]
        return table("exemptions", head, lines)
    context = {
        "base": base_of(request),
        "title": _("Exemption lists"),
        "spared": [{"e": e, "field": words[e.field]} for e in spared],
        "lenient": [{"i": i, "field": words[i.field]} for i in lenient],
        "asked": asked | {"kind": kind},
        "fields": rules.FIELDS,
        "kinds": [
            *exemptions.KINDS.items(),
            ("mitigated", discretion.LABELS["mitigated"]),
            ("light", discretion.LABELS["light"]),
        ],
    }
    return render(request, "enforcement/exemptions.html", context)


@public
@require_GET
def powers(request: Request) -> HttpResponseBase:
    """权责清单: who exercises which matter, what is delegated to which township, and a check of competence."""
    asked = {key: request.GET.get(key, "").strip()[:60] for key in ("q", "kind", "level", "cause", "authority")}
    rows = catalogue.listed(asked["kind"], asked["level"] if asked["level"] in catalogue.LEVELS else "", asked["q"])
    on, place = day_of(request), request.principal.place or "41"
    given = held.delegations(place[:4], f"{place[:4]}:")
    shown = [
        {
            "p": p,
            "kind": catalogue.KINDS[p.kind],
            "levels": [catalogue.LEVEL_WORDS[x] for x in p.levels],
            "given": _given(given.get(p.id, []), on),
        }
        for p in rows
    ]
    if request.GET.get("as") == "csv":
        head = [_("Number"), _("Kind"), _("Matter"), _("Levels"), _("Basis"), _("Certainty")]
        return table(
            "powers",
            head,
            [
                [
                    p.id,
                    catalogue.KINDS[p.kind],
                    p.name,
                    "、".join(str(catalogue.LEVEL_WORDS[x]) for x in p.levels),
                    p.words,
                    p.check,
                ]
                for p in rows
            ],
        )
    answer = None
    authority = Authority.objects.filter(pk=asked["authority"]).first() if asked["authority"] else None
    if asked["cause"] in rules.causes() and authority is not None:
        answer = queries.competent_at(asked["cause"], authority.pk, on)
    context = {
        "base": base_of(request),
        "title": _("List of powers"),
        "rows": shown,
        "asked": asked,
        "on": on,
        "kinds": catalogue.KINDS.items(),
        "levels": [(key, word) for key, word in catalogue.LEVEL_WORDS.items() if key != "nation"],
        "causes": rules.causes().values(),
        "authorities": Authority.objects.filter(code__startswith=place[:4]).order_by("code")[:300],
        "answer": answer,
        "authority": authority,
    }
    return render(request, "enforcement/powers.html", context)


def _given(rows: list[Any], on: dt.date) -> list[dict[str, Any]]:
    return [
        {"place": held.place_name(d.code), "d": d, "holds": d.since <= on and (d.until is None or on <= d.until)}
        for d in rows
    ]

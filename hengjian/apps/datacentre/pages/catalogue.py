"""The catalogue: what data there are, whose they are, who may read which column, how good and how fresh, whence and whither."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.apps.datacentre.models.quality import DIMENSIONS
from hengjian.apps.datacentre.queries import bases, catalogue, lineage, quality, sharing
from hengjian.apps.datacentre.queries.catalogue import Resource
from hengjian.apps.datacentre.queries.opening import in_words
from hengjian.lake.offer import Column, OneOf, Refers, Rule, Within
from hengjian.web import export
from hengjian.web.access import Request, signed_in
from hengjian.web.navigation import Entry
from hengjian.web.proceeding import base_for

PRIVACY = {
    "open": (gettext_lazy("open to everybody"), "ok"),
    "internal": (gettext_lazy("officers"), ""),
    "personal": (gettext_lazy("personal, hashed"), "warn"),
}
KINDS = {
    "text": gettext_lazy("text"),
    "integer": gettext_lazy("whole number"),
    "decimal": gettext_lazy("decimal"),
    "date": gettext_lazy("date"),
    "instant": gettext_lazy("instant"),
    "flag": gettext_lazy("yes or no"),
}
ENDS = {
    "procedure": gettext_lazy("procedure"),
    "table": gettext_lazy("table"),
    "dataset": gettext_lazy("dataset"),
    "score": gettext_lazy("risk score"),
    "indicator": gettext_lazy("indicator"),
    "code": gettext_lazy("program"),
    "share": gettext_lazy("share"),
}
navigation = [
    Entry("whole", gettext_lazy("Data catalogue"), "/data/"),
    Entry("whole", gettext_lazy("Subject-matter bases"), "/data/bases/"),
]
GOOD, WEAK = Decimal(99), Decimal(90)
LINE, GAP = 30, 8  # heights of the picture
WIDE = 32  # letters in a box of it


def tone(score: Decimal | None) -> str:
    return "" if score is None else "ok" if score >= GOOD else "warn" if score >= WEAK else "bad"


def _line(one: Resource, scored: dict[str, quality.Standing]) -> dict[str, Any]:
    label, colour = PRIVACY[one.privacy.value]
    stands = scored.get(one.key)
    return {
        "r": one, "privacy": label, "tone": colour, "quality": stands, "quality_tone": tone(stands.score if stands else None),
        "listed": bases.listed_as(one.key),
    }  # fmt: skip


def _asked(request: Request) -> dict[str, str]:
    return {name: request.GET.get(name, "").strip()[:60] for name in ("q", "room", "privacy", "base")}


def _fits(one: Resource, asked: dict[str, str]) -> bool:
    text = asked["q"].lower()
    words = [one.key, one.title, *(f"{c.name} {c.what}" for c in one.columns)]
    return (
        (not text or any(text in word.lower() for word in words))
        and asked["room"] in ("", one.room)
        and asked["privacy"] in ("", one.privacy.value)
        and (not asked["base"] or any(base.id == asked["base"] for base, _listed in bases.listed_as(one.key)))
    )


@signed_in
@require_GET
def listed(request: Request) -> HttpResponseBase:
    """Every resource, narrowed by text, room, class and subject-matter base; as a file if that is asked."""
    everything, asked = catalogue.resources(), _asked(request)
    scored = quality.newest()
    rows = [_line(one, scored) for one in everything if _fits(one, asked)]
    if request.GET.get("as") == "csv":
        return _as_csv(rows)
    context = {
        "base": base_for(request), "title": _("Data catalogue"), "rows": rows, "asked": asked, "all": len(everything),
        "rooms": sorted({(one.room, one.owner) for one in everything}),
        "classes": [(name, label) for name, (label, _tone) in PRIVACY.items()],
        "bases": [(base.id, in_words({"zh": base.zh, "en": base.en})) for base in bases.bases()],
        "stale": sum(row["r"].stale for row in rows),
    }  # fmt: skip
    return render(request, "datacentre/catalogue.html", context)


def _as_csv(rows: list[dict[str, Any]]) -> HttpResponse:
    head = ["资源", "名称", "责任部门", "粒度", "保护级别", "行数", "更新时间", "质量得分", "主题库", "列"]
    found = (
        (
            (one := row["r"]).key, one.title, one.owner, "、".join(one.grain), str(row["privacy"]), one.rows, one.at,
            row["quality"].score if row["quality"] else "", "、".join(listed.code for _base, listed in row["listed"]),
            "、".join(c.name for c in one.columns),
        )
        for row in rows
    )  # fmt: skip
    return export.table(f"data-catalogue-{timezone.localdate():%Y%m%d}", head, found)


@signed_in
@require_GET
def one(request: Request, name: str) -> HttpResponseBase:
    """Columns with their elements, quality with its trend, where the rows come from and who reads them."""
    found = catalogue.resource(name)
    if found is None:
        raise Http404
    officer = request.principal.kind == "officer"
    scored = quality.newest(name)
    stands, trend = scored.get(name), quality.trend(name)
    context = {
        "base": base_for(request), "title": found.title, "line": _line(found, scored), "r": found,
        "columns": [_column(found, c) for c in found.columns], "files": catalogue.files_of(name),
        "dimensions": _dimensions(stands), "trend": _trend(trend), "days": len(trend), "stands": stands,
        "rules": [_rule(rule) for rule in (found.dataset.rules if found.dataset else ())],
        "picture": _picture(found, request) if officer and found.dataset else None,
        "shares": list(sharing.in_force(name)[: sharing.SHOWN]) if officer else [],
        "apply": not officer and found.shareable,
    }  # fmt: skip
    return render(request, "datacentre/resource.html", context)


def _column(found: Resource, c: Column) -> dict[str, Any]:
    return {
        "c": c, "kind": KINDS[c.kind.value], "privacy": PRIVACY[c.privacy.value], "grain": c.name in found.grain,
        "element": bases.element_of(found.key, c.name),
    }  # fmt: skip


def _dimensions(stands: quality.Standing | None) -> list[dict[str, Any]]:
    """All six, so that what is not measured is seen too."""
    known = stands.dimensions if stands else {}
    return [
        {"label": label, "s": known.get(name), "tone": tone(known[name].score) if name in known else ""}
        for name, label in DIMENSIONS
    ]


def _rule(rule: Rule) -> tuple[str, str]:
    if isinstance(rule, Refers):
        return rule.column, _("is found in %(to)s") % {"to": rule.to}
    if isinstance(rule, Within):
        return rule.column, _("lies within bounds: %(bounds)s") % {"bounds": _bounds(rule)}
    assert isinstance(rule, OneOf)
    return rule.column, _("is one of: %(values)s") % {"values": "、".join(rule.values)}


def _bounds(rule: Within) -> str:
    if rule.at_least is None or rule.at_most is None:
        return f"≤ {rule.at_most}" if rule.at_least is None else f"≥ {rule.at_least}"
    return f"{rule.at_least} … {rule.at_most}"


def _trend(days: Sequence[tuple[date, Decimal]]) -> str:
    """Points of the line of scores, from ninety to a hundred per cent or wider where it fell lower."""
    if len(days) < 2:
        return ""
    low = min(*(score for _on, score in days), WEAK)
    span = (days[-1][0] - days[0][0]).days or 1
    height = float(100 - low) or 1.0
    return " ".join(
        f"{(on - days[0][0]).days / span * 300:.1f},{(1 - float(score - low) / height) * 50 + 5:.1f}"
        for on, score in days
    )


def _picture(found: Resource, request: Request) -> dict[str, Any]:
    """Left who writes, right who reads: boxes with their places, and the lines between."""
    assert found.dataset is not None
    left, right = lineage.writers(found.dataset), lineage.readers(found.dataset)
    shown = [share.body for share in sharing.in_force(found.key)[: sharing.SHOWN]]
    right += [lineage.End("share", body, body, "datacentre") for body in dict.fromkeys(shown)]
    most = max(len(left), len(right), 1)
    height = most * (LINE + GAP) + GAP
    titles = catalogue.room_titles()
    return {
        "height": height, "middle": height / 2, "text": height / 2 + 4,
        "left": _placed(left, height, titles), "right": _placed(right, height, titles),
        "rows": [(side, end, ENDS[end.kind], titles.get(end.room, end.room))
                 for side, ends in ((_("from"), left), (_("to"), right)) for end in ends],
    }  # fmt: skip


def _short(label: str) -> str:
    """As much of a label as a box holds; a Chinese character is as wide as two others."""
    room, kept = WIDE, ""
    for character in label:
        room -= 2 if ord(character) > 0x2E80 else 1
        if room < 0:
            return f"{kept}…"
        kept += character
    return kept


def _placed(ends: list[lineage.End], height: float, titles: dict[str, str]) -> list[dict[str, Any]]:
    top = (height - len(ends) * (LINE + GAP) + GAP) / 2
    out = []
    for n, end in enumerate(ends):
        y = top + n * (LINE + GAP)
        label = _short(end.label)
        out.append(
            {
                "e": end,
                "y": y,
                "mid": y + LINE / 2,
                "text": y + 19,
                "label": label,
                "room": titles.get(end.room, end.room),
            }
        )
    return out


@signed_in
@require_GET
def subject_bases(request: Request) -> HttpResponseBase:
    """Subject-matter bases: what belongs together, which of it is here, whose it is and how fresh."""
    known = {one.key: one for one in catalogue.resources()}
    rows = []
    for base in bases.bases():
        datasets = [
            known[name] for name in dict.fromkeys(n for r in base.resources for n in r.datasets) if name in known
        ]
        rows.append({
            "b": base, "name": in_words({"zh": base.zh, "en": base.en}), "datasets": datasets,
            "rows": sum(one.rows or 0 for one in datasets), "stale": [one for one in datasets if one.stale],
            "oldest": min((one.at for one in datasets if one.at), default=None),
            "owners": list(dict.fromkeys(one.owner for one in datasets)),
            "missing": [r for r in base.resources if not r.datasets],
        })  # fmt: skip
    context = {"base": base_for(request), "title": _("Subject-matter bases"), "rows": rows}
    return render(request, "datacentre/bases.html", context)


urlpatterns = [
    path("data/", listed, name="catalogue"),
    path("data/bases/", subject_bases, name="bases"),
]
# Behind every other address of the room: a name stands where they have a word.
last = [path("data/<str:name>/", one, name="resource")]

"""The words and figures of the risk pages: cells of the lists, bars, steps and bands as text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from hengjian.apps.credit.models import RiskChange, RiskGrade, RiskSetAside
from hengjian.apps.credit.queries.risk import Rise
from hengjian.apps.credit.queries.risk_system import packaged, system_named
from hengjian.apps.credit.rules.risk import Assessment, Step, Way
from hengjian.apps.credit.rules.risk_system import Indicator, System
from hengjian.apps.credit.targeting.chance import Found, Report
from hengjian.apps.registry import queries as register
from hengjian.kernel import divisions
from hengjian.kernel.law import LawError, LawOn
from hengjian.web import cells
from hengjian.web.access import Request

TONES = {"A": "ok", "B": "", "C": "warn", "D": "bad"}
FILLS = {"A": "fp3", "B": "fp3", "C": "famber", "D": "fred"}
CAUSES = {"act": gettext_lazy("after an act"), "batch": gettext_lazy("reckoned for all")}
WIDE = 240
NUMBER = re.compile(r"-?\d{4,}(\.\d+)?")
VALUES = {
    "individual_business": gettext_lazy("individual business"),
    "branch": gettext_lazy("branch"),
    "company": gettext_lazy("company"),
    "one_person_company": gettext_lazy("company of one shareholder"),
    "partnership": gettext_lazy("partnership"),
    "sole_proprietorship": gettext_lazy("sole proprietorship"),
    "cooperative": gettext_lazy("cooperative"),
    "own": gettext_lazy("own premises"),
    "lease": gettext_lazy("with a title or lease"),
    "promise": gettext_lazy("by commitment only"),
    "cluster": gettext_lazy("cluster address"),
    "secretary": gettext_lazy("address of a secretary firm"),
    "none": gettext_lazy("none"),
    "warning": gettext_lazy("warning"),
    "fine": gettext_lazy("fine"),
    "confiscation": gettext_lazy("confiscation"),
    "stop": gettext_lazy("stop of business"),
    "revoke": gettext_lazy("revocation"),
}
HOWS = {
    "act": gettext_lazy("can be changed now"),
    "time": gettext_lazy("falls away with time"),
    "given": gettext_lazy("not in the subject's hands"),
}


def language() -> str:
    return get_language() or "zh-hans"


def points(score: int) -> str:
    """Hundredths of a point as a figure: 605 as 6.05."""
    return f"{Decimal(score) / 100:.2f}".rstrip("0").rstrip(".")


def grade_name(grade: str) -> str:
    return f"{grade} {packaged().class_name(grade, language())}"


def named(row: RiskGrade | None) -> dict[str, str]:
    """Name and tone of a class, if there is one."""
    return {"named": packaged().class_name(row.grade, language()), "tone": TONES[row.grade]} if row else {}


def grade_cell(row: RiskGrade) -> Any:
    return format_html('<span class="tag {}"><b>{}</b></span>', TONES[row.grade], row.grade)


def graded_cell(row: RiskGrade) -> Any:
    return cells.day(row.graded_at)


def at_cell(row: RiskChange) -> Any:
    return cells.day(row.at)


def change_cell(row: RiskChange) -> Any:
    return format_html('{} → <span class="tag {}"><b>{}</b></span>', row.was, TONES[row.grade], row.grade)


def rise_cell(row: RiskChange) -> str:
    difference = row.score - row.was_score
    return f"{points(row.score)}（{'+' if difference >= 0 else '−'}{points(abs(difference))}）"


def why_cell(row: RiskChange) -> str:
    return why_text(row)


def why_text(row: RiskChange, most: int = 2) -> str:
    """The facts that made the change, the weightiest first."""
    return _("; ").join(line["text"] for line in why_lines(row)[:most]) or _("other facts")


def why_lines(row: RiskChange) -> list[dict[str, str]]:
    known = {i.id: i for i in system_named(row.version).indicators}
    lines = []
    for id, before, after, worth in row.why:
        if id in known:
            sign = "+" if worth >= 0 else "−"
            text = _("%(name)s: %(before)s → %(after)s (%(points)s)") % {
                "name": known[id].name(language()),
                "before": value_text(before),
                "after": value_text(after),
                "points": f"{sign}{points(abs(worth))}",
            }
            lines.append({"id": id, "text": text})
    return lines


def value_text(value: Any) -> str:
    """A fact in words."""
    if value is None:
        return _("unknown")
    if NUMBER.fullmatch(str(value)):
        return f"{Decimal(str(value)):,}"
    return str(VALUES.get(str(value), value))


def history_row(row: RiskChange) -> dict[str, Any]:
    kind, _colon, who = row.cause.partition(":")
    return {"row": row, "tone": TONES[row.grade], "score": points(row.score), "why": why_lines(row),
            "cause": _("by a rating of %(body)s") % {"body": who} if kind == "rating" else CAUSES.get(kind, row.cause)}  # fmt: skip


def place(code: str) -> str:
    return divisions.full_name(code[:6])


def counties(request: Request) -> list[tuple[str, str]]:
    """The counties within the officer's range."""
    lo, hi = request.principal.lo, request.principal.hi
    prefix = request.principal.authority_code[:4]
    return [(c, n) for c, n in divisions.names().items() if len(c) == 6 and c.startswith(prefix) and lo <= c < hi]


def narrow_county(rows: QuerySet[Any], value: str, request: Request) -> QuerySet[Any]:
    return rows.filter(subject__division_code__startswith=value) if value.isdigit() else rows


def aside_rows(rows: Iterable[RiskSetAside]) -> list[dict[str, Any]]:
    names = {i.id: i for i in packaged().indicators}
    return [
        {"row": r, "name": names[r.indicator].name(language()) if r.indicator in names else r.indicator} for r in rows
    ]


def rise_row(one: Rise) -> dict[str, Any]:
    name = place(one.key) if one.kind == "division" else register.industry_name(one.key)
    return {"name": name, "row": one, "rise": f"{one.rise:+}", "width": int(one.now * WIDE / 100)}


# ---- the explanation ----


def explanation(found: Assessment, better: Way | None, lang: str) -> dict[str, Any]:
    """Everything the page of one subject says about its class."""
    top = max((c.points for c in found.adding), default=1)
    bars = [
        {
            "id": c.indicator.id,
            "name": c.indicator.name(lang),
            "value": value_text(c.value),
            "points": points(c.points),
            "width": max(2, c.points * WIDE // top),
            "how": HOWS[c.indicator.how],
        }
        for c in found.adding
    ]
    return {
        "points": points(found.score),
        "class_name": found.system.class_name(found.grade, lang),
        "tone": TONES[found.grade],
        "scale": scale(found),
        "bars": bars,
        "credit": points(found.credit) if found.credit else "",
        "floors": [{"name": f.name(lang), "grade": f.grade, "basis": article(f.basis)} for f in found.floors],
        "missing": [i.name(lang) for i in found.missing],
        "coverage": found.coverage,
        "better": way_text(better, lang) if better else None,
        "version": found.system.version,
    }


def article(text: str) -> str:
    """A basis of the catalogue in the reader's language; its own words where it names no registered instrument."""
    id, _space, number = text.partition(" ")
    try:
        return str(LawOn(timezone.localdate()).cite(f"{id} art. {number}" if number.isdigit() else id))
    except (LawError, ValueError):
        return text


def scale(found: Assessment) -> list[dict[str, Any]]:
    """The four classes as a line, with where each begins; the subject's own is marked."""
    return [
        {"grade": b.grade, "from": points(b.least), "x": n * 61, "fill": FILLS[b.grade] if b.grade == found.grade else "fp3",
         "own": b.grade == found.grade} for n, b in enumerate(found.system.bounds)
    ]  # fmt: skip


def way_text(better: Way, lang: str) -> dict[str, Any]:
    return {
        "to": better.to,
        "name": packaged().class_name(better.to, lang),
        "steps": [step_text(step, lang) for step in better.steps],
        "floors": [f.name(lang) for f in better.floors],
    }


def step_text(step: Step, lang: str) -> dict[str, Any]:
    return {
        "name": step.indicator.name(lang),
        "now": value_text(step.value),
        "to": band_text(step.indicator, step.to),
        "points": points(step.points),
        "how": HOWS[step.indicator.how],
    }


def band_text(one: Indicator, score: int) -> str:
    """The values that have this band score: below 4, 4 to below 11, at least 51, or the words."""
    if one.words:
        return _(" or ").join(value_text(word) for word, s in one.words.items() if s == score)
    lower: Decimal | None = None
    for upper, band in one.bands:
        if band == score:
            if lower is None:
                return _("below %(upper)s") % {"upper": upper}
            if upper is None:
                return _("at least %(lower)s") % {"lower": lower}
            return _("%(lower)s to below %(upper)s") % {"lower": lower, "upper": upper}
        lower = upper
    return ""


def system_groups(system: System, lang: str) -> list[dict[str, Any]]:
    """The indicators by group with their bands as text."""
    out = []
    for id, (zh, en) in system.groups.items():
        rows = [i for i in system.indicators if i.group == id]
        lines = [
            {"i": i, "name": i.name(lang), "basis": article(i.basis), "how": HOWS[i.how],
             "bands": [(band_text(i, s), s) for s in i.scores]} for i in rows
        ]  # fmt: skip
        out.append({"name": zh if lang.startswith("zh") else en, "weight": sum(i.weight for i in rows), "rows": lines})
    return out


# ---- against chance ----

VERDICTS = {
    "more": gettext_lazy("No: visits chosen by risk found more, beyond doubt."),
    "fewer": gettext_lazy("Yes: pure chance found more, beyond doubt. The classes need a look."),
    "unclear": gettext_lazy("Not to be told from these visits: the difference lies within chance."),
}


def chance(found: Report) -> dict[str, Any]:
    """The comparison as rows with bars, and its verdict in a sentence."""
    rows = [(_("by pure chance"), found.chance), (_("by risk"), found.risk)]
    middle, low, high = found.difference
    return {
        "verdict": VERDICTS[found.verdict],
        "difference": f"{middle:+.1%}",
        "bounds": f"{low:+.1%} … {high:+.1%}",
        "forgone": round(found.forgone),
        "ranked": found.ranked,
        "rows": [_found_row(label, one) for label, one in rows],
        "classes": [_found_row(grade_name(grade), one) for grade, one in found.classes.items()],
    }


def _found_row(label: str, one: Found) -> dict[str, Any]:
    low, high = one.bounds
    return {"label": label, "visits": one.visits, "found": one.found, "share": f"{one.share:.1%}" if one.visits else "—",
            "bounds": f"{low:.1%}–{high:.1%}" if one.visits else "", "x": round(low * WIDE), "w": max(2, round((high - low) * WIDE)),
            "at": round(one.share * WIDE)}  # fmt: skip

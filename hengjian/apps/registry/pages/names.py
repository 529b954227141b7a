"""The page that checks a name while it is typed, and the scope catalogue behind the scope field."""

from collections.abc import Iterable
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from django.core.cache import cache
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from hengjian.apps.registry import queries
from hengjian.apps.registry.models import ScopeItem
from hengjian.apps.registry.naming.lexicon import lexicon
from hengjian.apps.registry.procedures.naming import KINDS
from hengjian.apps.registry.queries.naming import NameCheck, count_names, suggestions
from hengjian.web.access import Request, public
from hengjian.web.queries import division_choices, suggest_with

FIELDS = ("division", "kind", "trade", "industry", "form", "tried")
FORMS = {
    "individual_business": "店",
    "company_llc": "有限公司",
    "company_jsc": "股份有限公司",
    "sole_proprietorship": "厂",
    "partnership_general": "（普通合伙）",
    "partnership_limited": "合伙企业（有限合伙）",
    "cooperative": "专业合作社",
    "company_branch": "有限公司分公司",
}
REMEMBERED = 5


@dataclass(frozen=True)
class Tried:
    """A trade name looked at before, and what came of it."""

    trade: str
    verdict: str

    @property
    def mark(self) -> str:
        return {"barred": "bad", "doubtful": "warn"}.get(self.verdict, "ok")

    @property
    def word(self) -> str:
        return {"barred": _("not passed"), "doubtful": _("look")}.get(self.verdict, _("passed"))


@public
def names(request: Request) -> HttpResponseBase:
    """Compose a name and see every rule's verdict at once; the fragment alone for htmx."""
    given = {key: request.GET.get(key, "").replace("\0", "").strip()[:80] for key in FIELDS}
    counties = division_choices()
    known = dict(counties)
    given["division"] = given["division"] if given["division"] in known else (counties[0][0] if counties else "")
    given["kind"] = given["kind"] if given["kind"] in FORMS else "individual_business"
    given["form"] = given["form"] or FORMS[given["kind"]]
    context: dict[str, Any] = {"given": given, "counties": counties, "kinds": KINDS}
    if given["trade"] and given["division"]:
        context |= _checked(given)
    fragment = bool(getattr(request, "htmx", False))
    return render(request, "registry/name_verdict.html" if fragment else "registry/names.html", context)


def _checked(given: dict[str, str]) -> dict[str, Any]:
    began = perf_counter()
    name = f"{queries.region_in_full(given['division'])}{given['trade']}{given['industry']}{given['form']}"
    checked = queries.check_name(name, given["division"], kind=given["kind"])
    took = perf_counter() - began
    tried = _tried(given["tried"], checked)
    return {
        "checked": checked,
        "name": checked.parts.whole,
        "group": lexicon().groups.get(checked.parts.group, ""),
        "passed": sum(v.state == "ok" for v in checked.results),
        "compared": _compared(),
        "milliseconds": max(1, round(took * 1000)),
        "version": lexicon().version,
        "alternatives": suggestions(checked, given["division"]) if checked.hits else [],
        "tried": tried[1:],
        "tried_text": ",".join(f"{t.trade}:{t.verdict}" for t in tried),
    }


def _tried(text: str, checked: NameCheck) -> list[Tried]:
    """The trade names looked at, newest first; what was only on the way to the present one is left out."""
    now = checked.parts.trade_name
    pairs = [part.partition(":") for part in text.split(",") if part]
    before = [Tried(t, v) for t, _colon, v in pairs if not now.startswith(t)]
    return [Tried(now, checked.verdict), *before][: REMEMBERED + 1]


def _compared() -> int:
    # Asked at every key: the names are counted once a minute, not once a request.
    return int(cache.get_or_set("registry.names", count_names, 60) or 0)


def _find_scope(text: str) -> list[tuple[str, str]]:
    return _labelled(queries.scope_choices(text, 20))


def _name_scope(codes: list[str]) -> list[tuple[str, str]]:
    return _labelled(ScopeItem.objects.filter(pk__in=codes))


def _labelled(items: Iterable[ScopeItem]) -> list[tuple[str, str]]:
    return [(i.pk, f"{i.text}（许可：{i.permit}）" if i.licensed else i.text) for i in items]


suggest_with("scope", _find_scope, _name_scope)

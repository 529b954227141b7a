"""The page that checks a name while it is typed, and the scope catalogue behind the scope field."""

from time import perf_counter
from typing import Any

from django.core.cache import cache
from django.http import HttpResponseBase
from django.shortcuts import render

from hengjian.web.access import Request, public
from hengjian.web.queries import division_choices, suggest_with

from . import queries
from .models import MarketEntity, ScopeItem
from .names import NameParts
from .review import review


@public
def names(request: Request) -> HttpResponseBase:
    """Compose a name and see every rule's verdict at once; the fragment alone for htmx."""
    given = {key: request.GET.get(key, "").strip()[:40] for key in ("division", "trade", "industry", "form")}
    counties = division_choices()
    given["division"] = (
        given["division"] if given["division"] in dict(counties) else (counties[0][0] if counties else "")
    )
    context: dict[str, Any] = {"given": given, "counties": counties}
    if given["trade"] and given["division"]:
        context |= _checked(given)
    fragment = bool(getattr(request, "htmx", False))
    return render(request, "registry/name_verdict.html" if fragment else "registry/names.html", context)


def _checked(given: dict[str, str]) -> dict[str, Any]:
    began = perf_counter()
    region = queries.region_in_full(given["division"])
    name = f"{region}{given['trade']}{given['industry']}{given['form']}"
    checked = queries.check_name(name, given["division"])
    parts: NameParts = checked["parts"]
    results = review(parts, checked["finding"], checked["hits"])
    return checked | {
        "name": parts.whole,
        "pieces": [parts.region, parts.trade_name, parts.industry, parts.form],
        "results": results,
        "passed": sum(r.state == "ok" for r in results),
        "compared": _compared(),
        "milliseconds": round((perf_counter() - began) * 1000),
    }


def _compared() -> int:
    # Asked at every key: the whole table is counted once a minute, not once a request.
    return int(cache.get_or_set("registry.names", MarketEntity.objects.count, 60) or 0)


def _find_scope(text: str) -> list[tuple[str, str]]:
    return [(i.pk, _scope_label(i)) for i in queries.scope_choices(text, 20)]


def _name_scope(codes: list[str]) -> list[tuple[str, str]]:
    return [(i.pk, _scope_label(i)) for i in ScopeItem.objects.filter(pk__in=codes)]


def _scope_label(item: ScopeItem) -> str:
    return f"{item.text}（许可：{item.permit}）" if item.licensed else item.text


suggest_with("scope", _find_scope, _name_scope)

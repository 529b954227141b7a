"""Handing a plan's targets down to the places below: shares are reckoned, put right by hand, and sent off in one act."""

from __future__ import annotations

import re
import secrets
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from hengjian.apps.planning import queries
from hengjian.apps.planning.actions.sharing import divided, fit_of
from hengjian.apps.planning.models import Plan, PlanTarget
from hengjian.apps.planning.procedures.sharing import WAYS
from hengjian.apps.planning.queries.insight import places_below
from hengjian.kernel.perform import perform
from hengjian.kernel.refusal import Refusal
from hengjian.web.access import Request, officers

CELL = re.compile(r"v-([A-Z]\d+)-(\d{2,9})")


@officers
def hand_down(request: Request, key: str) -> HttpResponseBase:
    """Targets by places, each cell a share; what does not fit says so beside its row before anything is sent."""
    plan = queries.plan_named(key)
    if plan is None or not request.principal.sees(plan.code):
        raise Http404
    targets = list(PlanTarget.objects.filter(plan=plan, target__isnull=False).order_by("position"))
    places = places_below(plan)
    posted = request.POST
    way = posted.get("way", "equal")
    weights = {code: _number(posted.get(f"w-{code}", "1")) for code, _name in places}
    chosen = {t.ref for t in targets if f"t-{t.ref}" in posted} if posted else {t.ref for t in targets}
    lines = {t.ref: divided(t, way, weights, {}) for t in targets} if any(weights.values()) else {}
    by_hand = _by_hand(posted, lines) if "reckon" not in posted else {}
    context: dict[str, Any] = {
        "title": _("Hand targets down"), "plan": plan, "places": [(c, n, posted.get(f"w-{c}", "1")) for c, n in places],
        "ways": WAYS, "way": way, "refusal": None, "key": posted.get("idempotency_key") or secrets.token_urlsafe(18),
        "rows": [_row(t, lines.get(t.ref), by_hand, t.ref in chosen, places) for t in targets],
    }  # fmt: skip
    if request.method != "POST" or "send" not in posted:
        return render(request, "planning/hand_down.html", context)
    values = {
        "plan": plan.pk, "refs": sorted(chosen), "way": way,
        "places": [{"code": code, "weight": str(weight)} for code, weight in weights.items() if weight or way != "weight"],
        "values": [{"code": c, "ref": r, "value": str(v)} for (r, c), v in by_hand.items() if r in chosen],
    }  # fmt: skip
    return _send(request, plan, values, context)


def _send(request: Request, plan: Plan, values: dict[str, Any], context: dict[str, Any]) -> HttpResponseBase:
    try:
        if not values["refs"]:
            raise Refusal(_("Nothing was handed down."), fact=_("No indicator is chosen."))
        done = perform("planning.target_cascade.hand_down", None, values, request.principal, key=context["key"])
    except Refusal as refused:
        return render(request, "planning/hand_down.html", {**context, "refusal": refused}, status=refused.status)
    messages.success(request, _("Taken under number %(number)s.") % {"number": done.proceeding.number})
    return HttpResponseRedirect(reverse("web:proceeding", args=[done.proceeding.pk]))


def _number(text: str) -> Decimal:
    """A weight; what is no number weighs nothing."""
    try:
        found = Decimal(text.strip() or "0")
    except InvalidOperation:
        return Decimal(0)
    return found if found.is_finite() and 0 <= found < 10**9 else Decimal(0)


def _by_hand(posted: Any, lines: dict[str, dict[str, Any]]) -> dict[tuple[str, str], Decimal]:
    """Cells that differ from what is reckoned."""
    found = {}
    for name in posted:
        cell = CELL.fullmatch(name)
        if cell and posted[name].strip():
            ref, code = cell.groups()
            value = _number(posted[name])
            if Decimal(lines.get(ref, {"shares": {}})["shares"].get(code, "-1")) != value:
                found[(ref, code)] = value
    return found


def _row(
    target: PlanTarget,
    line: dict[str, Any] | None,
    by_hand: dict[tuple[str, str], Decimal],
    chosen: bool,
    places: list[tuple[str, str]],
) -> dict[str, Any]:
    shares = {code: Decimal(value) for code, value in line["shares"].items()} if line else {}
    shares |= {code: value for (ref, code), value in by_hand.items() if ref == target.ref}
    finding = fit_of(target, shares)
    cells = [(code, name, shares.get(code, ""), (target.ref, code) in by_hand) for code, name in places]
    total = sum(shares.values(), Decimal(0)) if target.adds == "sum" else None
    return {"t": target, "cells": cells, "chosen": chosen, "faults": finding.grounds if chosen else (), "total": total}


urlpatterns = [path("plan/<slug:key>/hand-down/", hand_down, name="hand-down")]

"""三包计算: what a buyer of faulty goods may ask for today, with the article and until when."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hengjian.apps.consumer.procedures import Complaint
from hengjian.apps.consumer.procedures.filing import yuan
from hengjian.apps.consumer.rules import guarantee as rules
from hengjian.kernel.law import LawOn
from hengjian.kernel.procedure import Procedure
from hengjian.web.access import Request, public
from hengjian.web.navigation import Entry
from hengjian.web.proceeding import invite

navigation = [Entry("services", gettext_lazy("Guarantee calculator"), "/guarantee/", public=True)]
MOST = 10**7
FAULTY = ("quality", "after_sales", "safety", "installation")  # problems that the guarantees are about
FLAGS = ("main_part", "safety", "misuse", "bought_online")
KINDS = {
    "return": gettext_lazy("Return"),
    "exchange": gettext_lazy("Exchange"),
    "repair": gettext_lazy("Free repair"),
    "proof": gettext_lazy("The seller must prove that the goods were sound"),
}


@public
@require_GET
def calculator(request: Request) -> HttpResponseBase:
    """The form and, where it is filled in, the answer; the address holds all of it."""
    asked = request.GET
    goods = rules.goods().get(asked.get("goods", ""))
    bought = parsed(asked.get("bought", ""))
    today = timezone.localdate()
    on = parsed(asked.get("on", "")) or today
    errors = {}
    if asked and goods is None:
        errors["goods"] = _("Choose the goods.")
    if asked and (bought is None or bought > on):
        errors["bought"] = _("Write the day of the purchase, which cannot lie after the fault.")
    context: dict[str, Any] = {
        "base": "web/base_office.html" if request.principal.kind == "officer" else "web/base_public.html",
        "title": _("What may you ask for?"),
        "goods": [(g.id, g.zh if chinese() else g.en) for g in rules.goods().values()],
        "asked": asked,
        "on": on,
        "errors": errors,
    }
    if asked and goods and bought and not errors:
        facts = facts_of(asked, bought, on)
        found = rules.rights(goods, facts, LawOn(on))
        context |= {
            "chosen": goods,
            "rights": [{"kind": KINDS[r.kind], "right": r} for r in found],
            "cost": rules.use_cost(goods, facts) if {r.kind for r in found} & {"exchange"} else None,
            "facts": facts,
        }
    return render(request, "consumer/guarantee.html", context)


def chinese() -> bool:
    return (get_language() or "zh").startswith("zh")


def parsed(text: str) -> date | None:
    """A day as written; nothing where it is none."""
    try:
        return parse_date(text)
    except ValueError:
        return None


def facts_of(asked: Any, bought: date, on: date) -> rules.FaultFacts:
    """What was filled in; what is no number counts as nought."""

    def whole(name: str) -> int:
        text = asked.get(name, "")
        return min(int(text), MOST) if text.isascii() and text.isdigit() else 0

    try:
        price: Decimal | None = Decimal(asked.get("price", "") or "x")
    except InvalidOperation:
        price = None
    if price is not None and not (price.is_finite() and 0 < price < MOST):
        price = None
    return rules.FaultFacts(
        bought, on, whole("repairs"), whole("repair_days"), whole("parts_wait_days"), km=whole("km"), price=price,
        **{name: bool(asked.get(name)) for name in FLAGS},
    )  # fmt: skip


@invite
def to_calculator(row: Procedure, request: Request) -> tuple[Any, str] | None:
    """From a complaint about goods to what may be asked for, with what is known of it filled in."""
    if not isinstance(row, Complaint) or row.stage.final or row.problem not in FAULTY:
        return None
    known = {"goods": rules.goods_named(row.goods), "bought": row.happened_on, "price": yuan(row.amount)}
    asked = {name: str(value) for name, value in known.items() if value} | (
        {"misuse": "1"} if row.fault == "use" else {}
    )
    return _("What the three guarantees give"), f"/guarantee/?{urlencode(asked)}"


urlpatterns = [path("guarantee/", calculator, name="guarantee")]

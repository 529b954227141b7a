"""Mergers and divisions: what continues, what ends, what begins. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.finding import Ground
from hengjian.kernel.law import LawOn
from hengjian.kernel.refusal import Incomplete

from . import capital
from .articles import COMPANY_LAW, RULES, art
from .items import Items

# Serials of companies founded by a division lie above those of filings, so that no code is given twice.
SERIALS = 20_000_000


def merger(
    before: Items, after: Items, others: Sequence[Mapping[str, Any]], missing: Iterable[str], law: LawOn
) -> Iterable[Ground | None]:
    """Every company absorbed stands in the register; the capital is no more than the sum (Rules, art. 21)."""
    for field in missing:
        fact = _("No enterprise with this code stands in the register.")
        yield Ground(fact, art(law, 21, RULES), _("Copy the 18 characters from its licence."), field)
    for one in others:
        if one["status"] != "registered":
            gone = _("%(name)s is no longer registered.") % {"name": one["name"]}
            yield Ground(gone, art(law, 218, COMPANY_LAW), _("Leave it out."), "absorbed")
        if one["name"] == before.name:
            itself = _("A company cannot absorb itself.")
            yield Ground(itself, art(law, 218, COMPANY_LAW), _("Name the others only."), "absorbed")
    together = (before.capital or Decimal(0)) + sum((Decimal(o["capital"]) for o in others), Decimal(0))
    yield _no_more(after.capital or Decimal(0), together, law)
    yield capital.sums(after, law)


def division(
    before: Items, after: Items, parts: Sequence[Decimal], dissolves: bool, law: LawOn
) -> Iterable[Ground | None]:
    """The parts have no more capital than the whole had (Company Law, art. 222)."""
    own = Decimal(0) if dissolves else after.capital or Decimal(0)
    yield _no_more(own + sum(parts, Decimal(0)), before.capital or Decimal(0), law)
    yield None if dissolves else capital.sums(after, law)


def _no_more(after: Decimal, before: Decimal, law: LawOn) -> Ground | None:
    if after <= before:
        return None
    return Ground(
        _("The capital afterwards, %(after)s, is more than before, %(before)s.")
        % {"after": f"{after:,.2f}", "before": f"{before:,.2f}"},
        art(law, 21, RULES),
        _("Raise capital by a change of its own; a merger or division creates none."),
        "capital",
    )


def refuse_fields(faults: Mapping[str, str], what: Any) -> None:
    """Refuse naming each input at fault."""
    if faults:
        raise Incomplete(what, fields=faults)

"""Visits of a quarter from the lake, as far as the inspection room offers them."""

from datetime import date

from hengjian.apps.credit.targeting.chance import Report, Visit, quarter, report
from hengjian.kernel.principal import Principal
from hengjian.lake import store
from hengjian.lake.engine import Engine

# Offered by the inspection room: subject, code, on, chosen (chance or risk), grade (the class at the draw), found.
VISITS = "inspection.visits"


def against_chance(principal: Principal, day: date) -> Report | None:
    """The report of the day's quarter over the officer's range; None while no visits are in the lake."""
    if store.read(VISITS) is None:
        return None
    engine, (begins, ends) = Engine(), quarter(day)
    table = engine.table(VISITS)
    rows = table.filter(
        (table.on >= begins) & (table.on < ends) & (table.code >= principal.lo) & (table.code < principal.hi)
    ).select("chosen", "grade", "found")
    return report(Visit(r["chosen"], r["grade"] or "", bool(r["found"])) for r in engine.arrow(rows).to_pylist())

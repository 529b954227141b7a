"""Indicators of penalty cases over the lake."""

from collections.abc import Mapping

from hengjian.lake.indicator import Days, Some, Table, Worded, over_lake

from .cases import CASES


@over_lake("enforcement.cases_filed", CASES.name)
def cases_filed(tables: Mapping[str, Table], days: Days) -> Worded:
    """Cases filed."""
    rows = tables[CASES.name]
    return Worded(Some(rows.filter(days.hold(rows.filed_on))))


@over_lake("enforcement.decided_in_time", CASES.name)
def decided_in_time(tables: Mapping[str, Table], days: Days) -> Worded:
    """Every step in its time, of all decided in the ordinary procedure."""
    rows = tables[CASES.name]
    rows = rows.filter(days.hold(rows.decided_on) & ~rows.simple)
    return Worded(Some(rows.filter(rows.on_time.fill_null(True))), Some(rows), 100)


@over_lake("enforcement.money", CASES.name)
def money(tables: Mapping[str, Table], days: Days) -> Worded:
    """Fen of fines and confiscations, over a hundred."""
    rows = tables[CASES.name]
    rows = rows.filter(days.hold(rows.decided_on) & (rows.result == "penalty"))
    return Worded(Some(rows.mutate(fen=rows.fine + rows.confiscation), total="fen"), 100)

"""Indicators of complaints and reports over the lake."""

from collections.abc import Mapping

from hengjian.lake.indicator import Days, Some, Table, Worded, over_lake

from .complaints import COMPLAINTS, REPORTS


@over_lake("consumer.received", COMPLAINTS.name)
def received(tables: Mapping[str, Table], days: Days) -> Worded:
    """Complaints filed."""
    rows = tables[COMPLAINTS.name]
    return Worded(Some(rows.filter(days.hold_moment(rows.opened_at))))


@over_lake("consumer.prepaid_share", COMPLAINTS.name)
def prepaid_share(tables: Mapping[str, Table], days: Days) -> Worded:
    """About prepayment, of all filed."""
    rows = tables[COMPLAINTS.name]
    rows = rows.filter(days.hold_moment(rows.opened_at))
    return Worded(Some(rows.filter(rows.problem == "prepaid")), Some(rows), 100)


@over_lake("consumer.settled", COMPLAINTS.name)
def settled(tables: Mapping[str, Table], days: Days) -> Worded:
    """Settled, of all closed after a mediation."""
    rows = tables[COMPLAINTS.name]
    rows = rows.filter(days.hold_moment(rows.closed_at))
    return Worded(
        Some(rows.filter(rows.state == "settled")), Some(rows.filter(~rows.state.isin(["refused", "withdrawn"]))), 100
    )


@over_lake("consumer.content", COMPLAINTS.name)
def content(tables: Mapping[str, Table], days: Days) -> Worded:
    """Stars per rating."""
    rows = tables[COMPLAINTS.name]
    rows = rows.filter(days.hold_moment(rows.closed_at) & rows.stars.notnull())
    return Worded(Some(rows, total="stars"), Some(rows))


@over_lake("consumer.reports_received", REPORTS.name)
def reports_received(tables: Mapping[str, Table], days: Days) -> Worded:
    """Reports filed."""
    rows = tables[REPORTS.name]
    return Worded(Some(rows.filter(days.hold_moment(rows.opened_at))))


@over_lake("consumer.reports_filed", REPORTS.name)
def reports_filed(tables: Mapping[str, Table], days: Days) -> Worded:
    """Reports with a case, of all closed."""
    rows = tables[REPORTS.name]
    rows = rows.filter(days.hold_moment(rows.closed_at))
    return Worded(Some(rows.filter(rows.state == "filed")), Some(rows), 100)

"""What other rooms do with rows that came in: ratings of other bodies are taken, credit records compared with their source."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hengjian.apps.credit import actions as credit
from hengjian.apps.datacentre.models import ImportedRow, ImportedTable
from hengjian.apps.datacentre.procedures import SourceMapping
from hengjian.kernel.principal import CLOCKWORK, acting_as

AT_ONCE = 200


def pass_on(run: int, table: ImportedTable) -> dict[str, int]:
    """Pass the rows that this run brought or changed on to the room that the mapping names; gives what came of it."""
    with acting_as(CLOCKWORK):
        feeds = SourceMapping.objects.filter(pk=table.mapping_id).values_list("feeds", flat=True).first()
        rows = list(ImportedRow.objects.filter(table=table, run_id=run).select_related("subject")) if feeds else []
    if feeds == "ratings":
        return _ratings(table, rows)
    if feeds == "credit":
        return {"compared": len(rows), "different": sum(_compared(table, row) for row in rows)}
    return {}


def _ratings(table: ImportedTable, rows: list[ImportedRow]) -> dict[str, int]:
    """外部评价: through the same door as those that a body sends by its key. A row of nobody known is not passed on."""
    kept = 0
    found = [one for row in rows if (one := _rating(row)) is not None]
    for some in _parts(found):
        count, _faults = credit.take_from_file(table.supplier, some)
        kept += count
    return {"ratings": kept, "ratings_refused": len(found) - kept}


def _parts(found: list[credit.Rating]) -> Iterator[list[credit.Rating]]:
    for at in range(0, len(found), AT_ONCE):
        yield found[at : at + AT_ONCE]


def _rating(row: ImportedRow) -> credit.Rating | None:
    body, subject = row.body, row.subject
    given = _day(body.get("rating_date"))
    if (
        subject is None
        or not subject.code
        or given is None
        or not body.get("rating_scheme")
        or not body.get("rating_value")
    ):
        return None
    until = _day(body.get("rating_until"))
    return credit.Rating(
        subject.code, body["rating_scheme"], body["rating_value"], given, until, body.get("rating_no", "")
    )


def _compared(table: ImportedTable, row: ImportedRow) -> bool:
    """信用记录核查: what the source says of a record that stands; a difference holds the record back."""
    number = row.body.get("penalty_doc_no", "")
    return bool(number) and credit.compare_with_source(
        number, row.subject_id, _day(row.body.get("penalty_date")), table.supplier
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

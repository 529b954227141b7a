"""What the room offers to the lake: permits held, and the permits that ran out while the business goes on."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from hengjian.lake.indicator import Days, Some, Table, Worded, over_lake
from hengjian.lake.offer import Column, Dataset, Kind, OneOf, Privacy, Refers, SubjectFacts

from .models import STATES

OPEN = Privacy.OPEN

PERMITS = Dataset(
    "licensing.permits",
    _("Permits held"),
    grain=("permit",),
    place="code",
    columns=(
        Column("permit", Kind.INTEGER, _("Number of the row"), OPEN),
        Column("number", Kind.TEXT, _("Permit number"), OPEN),
        Column("item", Kind.TEXT, _("Item of the list of permits"), OPEN),
        Column("subject", Kind.INTEGER, _("Number of the subject"), OPEN),
        Column("code", Kind.TEXT, _("Authority"), OPEN),
        Column("mode", Kind.TEXT, _("Reform mode"), OPEN),
        Column("valid_from", Kind.DATE, _("Valid from"), OPEN),
        Column("valid_until", Kind.DATE, _("Valid until"), OPEN, null=True),
        Column("ended_on", Kind.DATE, _("Ended on"), OPEN, null=True),
        Column("state", Kind.TEXT, _("State"), OPEN),
    ),
    query=(
        "SELECT p.id AS permit, p.number, p.item_id AS item, p.subject_id AS subject, p.code, p.mode, p.valid_from, "
        "p.valid_until, p.ended_on, p.state FROM licensing_permit p WHERE {where}"
    ),
    subject="p.subject_id",
    rules=(Refers("subject", "kernel.subjects.subject"), OneOf("state", tuple(key for key, _label in STATES))),
)

RISK = SubjectFacts(
    "licensing.risk",
    _("Facts of permits for the risk class"),
    grain=("subject",),
    columns=(
        Column("subject", Kind.INTEGER, _("Number of the subject"), OPEN),
        Column("D09", Kind.INTEGER, _("Permits that ran out and were not replaced")),
    ),
    query="""
SELECT p.subject_id AS subject, count(*) AS "D09" FROM licensing_permit p
WHERE p.state IN ('valid', 'expired') AND p.replaced_by_id IS NULL
  AND p.valid_until < {today}
  AND NOT EXISTS (SELECT 1 FROM licensing_permit o WHERE o.subject_id = p.subject_id AND o.item_id = p.item_id
    AND o.state = 'valid' AND (o.valid_until IS NULL OR o.valid_until >= {today}))
  AND {where}
GROUP BY p.subject_id""",
    subject="p.subject_id",
)


@over_lake("licensing.permits_valid", PERMITS.name)
def permits_valid(tables: Mapping[str, Table], days: Days) -> Worded:
    """Neither ended nor run out, of all given up to the end and not ended."""
    rows = tables[PERMITS.name]
    kept = rows.filter((rows.valid_from <= days.until) & (rows.ended_on.isnull() | (rows.ended_on > days.until)))
    return Worded(Some(kept.filter(kept.valid_until.isnull() | (kept.valid_until >= days.until))), Some(kept), 100)

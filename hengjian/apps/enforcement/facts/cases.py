"""What penalty cases offer to the lake. What they say of a subject's risk is told by the penalties on its credit file."""

from django.utils.translation import gettext_lazy as _

from hengjian.lake.offer import Column, Dataset, Kind, Privacy

INTERNAL, OPEN = Privacy.INTERNAL, Privacy.OPEN

CASES = Dataset(
    name="enforcement.cases",
    what=_("Penalty cases with cause, result, amounts and times"),
    grain=("id",),
    columns=(
        Column("id", Kind.INTEGER, _("Penalty case")),
        Column("number", Kind.TEXT, _("Number")),
        Column("subject", Kind.INTEGER, _("Subject"), null=True),
        Column("code", Kind.TEXT, _("Authority"), OPEN),
        Column("simple", Kind.FLAG, _("Simple procedure"), OPEN),
        Column("field", Kind.TEXT, _("Field of law"), OPEN),
        Column("cause", Kind.TEXT, _("Cause of the catalogue")),
        Column("cause_name", Kind.TEXT, _("Cause of action")),
        Column("state", Kind.TEXT, _("Stage")),
        Column("result", Kind.TEXT, _("Outcome of the case")),
        Column("kinds", Kind.TEXT, _("Kinds of penalty, separated by blanks")),
        Column("band", Kind.TEXT, _("Band")),
        Column("fine", Kind.INTEGER, _("Fine, fen")),
        Column("confiscation", Kind.INTEGER, _("Confiscated, fen")),
        Column("paid", Kind.INTEGER, _("Paid, fen")),
        Column("heard", Kind.FLAG, _("A hearing was held")),
        Column("opened_at", Kind.INSTANT, _("Opened")),
        Column("filed_on", Kind.DATE, _("Filed on"), null=True),
        Column("decided_on", Kind.DATE, _("Decided on"), null=True),
        Column("on_time", Kind.FLAG, _("Every step within its limit"), null=True),
        Column("synthetic", Kind.FLAG, _("Synthetic"), OPEN),
    ),
    query="""
        SELECT p.id, p.number, p.subject_id AS subject, p.code, c.simple, c.field, c.cause, c.cause_name, p.state, c.result,
               array_to_string(c.kinds, ' ') AS kinds, c.band, c.fine, c.confiscation, c.paid,
               c.heard_on IS NOT NULL AS heard, p.opened_at, c.filed_on, c.decided_on, p.on_time, p.synthetic
        FROM enforcement_case c JOIN kernel_proceeding p ON p.id = c.proceeding_ptr_id
        WHERE {where}
    """,
    subject="p.subject_id",
)

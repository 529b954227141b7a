"""What complaints and reports offer to the lake: content, times and outcomes. Who filed them does not leave the room."""

from django.utils.translation import gettext_lazy as _

from hengjian.lake.offer import Column, Dataset, Kind, Privacy

INTERNAL, OPEN = Privacy.INTERNAL, Privacy.OPEN

COMPLAINTS = Dataset(
    name="consumer.complaints",
    what=_("Complaints with category, times and outcome; who complained is left out"),
    grain=("id",),
    columns=(
        Column("id", Kind.INTEGER, _("Complaint")),
        Column("number", Kind.TEXT, _("Number")),
        Column("subject", Kind.INTEGER, _("Subject"), null=True),
        Column("code", Kind.TEXT, _("Authority"), OPEN),
        Column("channel", Kind.TEXT, _("Channel"), OPEN),
        Column("category", Kind.TEXT, _("Category"), OPEN),
        Column("problem", Kind.TEXT, _("Problem"), OPEN),
        Column("goods", Kind.TEXT, _("Goods or service")),
        Column("amount", Kind.DECIMAL, _("Amount in dispute"), null=True),
        Column("state", Kind.TEXT, _("Stage")),
        Column("breach", Kind.FLAG, _("Signs of a breach")),
        Column("stars", Kind.INTEGER, _("Rating"), OPEN, null=True),
        Column("urged", Kind.INTEGER, _("Times urged")),
        Column("opened_at", Kind.INSTANT, _("Opened"), OPEN),
        Column("closed_at", Kind.INSTANT, _("Closed"), OPEN, null=True),
        Column("on_time", Kind.FLAG, _("Every step within its limit"), null=True),
        Column("synthetic", Kind.FLAG, _("Synthetic"), OPEN),
    ),
    query="""
        SELECT p.id, p.number, p.subject_id AS subject, p.code, c.channel, c.category, c.problem, c.goods,
               (c.amount / 100.0)::numeric(18,2) AS amount, p.state, c.breach_lead IS NOT NULL AS breach, c.stars,
               c.urged::int AS urged, p.opened_at, p.closed_at, p.on_time, p.synthetic
        FROM consumer_complaint c JOIN kernel_proceeding p ON p.id = c.proceeding_ptr_id
        WHERE {where}
    """,
    subject="p.subject_id",
)

REPORTS = Dataset(
    name="consumer.reports",
    what=_("Reports of breaches with times and outcome; who reported is left out"),
    grain=("id",),
    columns=(
        Column("id", Kind.INTEGER, _("Report of a breach")),
        Column("number", Kind.TEXT, _("Number")),
        Column("subject", Kind.INTEGER, _("Subject"), null=True),
        Column("code", Kind.TEXT, _("Authority"), OPEN),
        Column("channel", Kind.TEXT, _("Channel"), OPEN),
        Column("breach_kind", Kind.TEXT, _("Kind of breach"), OPEN),
        Column("state", Kind.TEXT, _("Stage")),
        Column("result", Kind.TEXT, _("Result"), OPEN),
        Column("opened_at", Kind.INSTANT, _("Opened"), OPEN),
        Column("closed_at", Kind.INSTANT, _("Closed"), OPEN, null=True),
        Column("on_time", Kind.FLAG, _("Every step within its limit"), null=True),
        Column("synthetic", Kind.FLAG, _("Synthetic"), OPEN),
    ),
    query="""
        SELECT p.id, p.number, p.subject_id AS subject, p.code, r.channel, r.breach_kind, p.state, r.result,
               p.opened_at, p.closed_at, p.on_time, p.synthetic
        FROM consumer_report r JOIN kernel_proceeding p ON p.id = r.proceeding_ptr_id
        WHERE {where}
    """,
    subject="p.subject_id",
)

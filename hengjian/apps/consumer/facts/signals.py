"""What complaints offer to the lake: one row a telling with place, kind and amount; no text and nobody's name."""

from django.utils.translation import gettext_lazy as _

from hengjian.lake.offer import Column, Dataset, Kind, Privacy

INTERNAL, OPEN = Privacy.INTERNAL, Privacy.OPEN

TOLD = Dataset(
    name="consumer.told",
    what=_("Complaints with place, goods, problem, amount and urgency"),
    grain=("proceeding",),
    columns=(
        Column("proceeding", Kind.INTEGER, _("Number")),
        Column("subject", Kind.INTEGER, _("Subject"), OPEN, null=True),
        Column("code", Kind.TEXT, _("Authority"), OPEN),
        Column("division", Kind.TEXT, _("Division"), OPEN),
        Column("at", Kind.INSTANT, _("Registered")),
        Column("channel", Kind.TEXT, _("Channel"), OPEN),
        Column("category", Kind.TEXT, _("Category"), OPEN),
        Column("problem", Kind.TEXT, _("Problem"), OPEN),
        Column("platform", Kind.TEXT, _("Online platform"), OPEN),
        Column("amount", Kind.INTEGER, _("Amount in fen"), null=True),
        Column("urgency", Kind.TEXT, _("Urgency"), OPEN),
        Column("synthetic", Kind.FLAG, _("Synthetic"), OPEN),
    ),
    query="""
        SELECT t.proceeding_id AS proceeding, t.subject_id AS subject, t.code, t.division, t.at, t.channel, t.category,
               t.problem, t.platform, t.amount, t.urgency, t.synthetic
        FROM consumer_toldmatter t JOIN kernel_proceeding p ON p.id = t.proceeding_id WHERE {where}
    """,
    subject="t.subject_id",
)

"""What stands around the cases, for the lake: leads with their teams, transfers to the police, matters handed to townships."""

from django.utils.translation import gettext_lazy as _

from hengjian.lake.offer import Column, Dataset, Kind, Privacy

OPEN = Privacy.OPEN

LEADS = Dataset(
    name="enforcement.leads",
    what=_("Leads with source, team, times and what became of them"),
    grain=("id",),
    columns=(
        Column("id", Kind.INTEGER, _("Lead")),
        Column("number", Kind.TEXT, _("Number")),
        Column("subject", Kind.INTEGER, _("Subject"), null=True),
        Column("code", Kind.TEXT, _("Authority"), OPEN),
        Column("source", Kind.TEXT, _("Source"), OPEN),
        Column("field", Kind.TEXT, _("Field of law"), OPEN),
        Column("cause", Kind.TEXT, _("Cause"), OPEN),
        Column("team", Kind.TEXT, _("Team"), null=True),
        Column("team_kind", Kind.TEXT, _("Type of enforcement"), OPEN, null=True),
        Column("state", Kind.TEXT, _("Stage"), OPEN),
        Column("opened_at", Kind.INSTANT, _("Opened"), OPEN),
        Column("closed_at", Kind.INSTANT, _("Closed"), OPEN, null=True),
        Column("on_time", Kind.FLAG, _("Every step within its limit"), OPEN, null=True),
        Column("synthetic", Kind.FLAG, _("Synthetic"), OPEN),
    ),
    query="""
        SELECT p.id, p.number, p.subject_id AS subject, p.code, l.source, l.field, l.cause, t.name AS team,
               t.kind AS team_kind, p.state, p.opened_at, p.closed_at, p.on_time, p.synthetic
        FROM enforcement_lead l JOIN kernel_proceeding p ON p.id = l.proceeding_ptr_id
        LEFT JOIN enforcement_enforcementteam t ON t.id = l.routed_to_id
        WHERE {where}
    """,
    subject="p.subject_id",
)

TRANSFERS = Dataset(
    name="enforcement.transfers",
    what=_("Transfers to the police with cause, suspected crime and times"),
    grain=("id",),
    columns=(
        Column("id", Kind.INTEGER, _("Transfer to the police")),
        Column("number", Kind.TEXT, _("Number")),
        Column("subject", Kind.INTEGER, _("Subject"), null=True),
        Column("about", Kind.INTEGER, _("Matter"), null=True),
        Column("code", Kind.TEXT, _("Authority"), OPEN),
        Column("cause", Kind.TEXT, _("Cause of the catalogue")),
        Column("crime", Kind.TEXT, _("Suspected crime")),
        Column("state", Kind.TEXT, _("Stage")),
        Column("received", Kind.FLAG, _("The police have signed for it")),
        Column("opened_at", Kind.INSTANT, _("Opened")),
        Column("closed_at", Kind.INSTANT, _("Closed"), null=True),
        Column("on_time", Kind.FLAG, _("Every step within its limit"), null=True),
        Column("synthetic", Kind.FLAG, _("Synthetic"), OPEN),
    ),
    query="""
        SELECT p.id, p.number, p.subject_id AS subject, x.about_id AS about, p.code, x.cause, x.crime, p.state,
               x.receipt <> '' AS received, p.opened_at, p.closed_at, p.on_time, p.synthetic
        FROM enforcement_policetransfer x JOIN kernel_proceeding p ON p.id = x.proceeding_ptr_id
        WHERE {where}
    """,
    subject="p.subject_id",
)

DELEGATIONS = Dataset(
    name="enforcement.delegations",
    what=_("Matters of the catalogue handed down to townships, from when to when"),
    grain=("id",),
    columns=(
        Column("id", Kind.INTEGER, _("Delegation")),
        Column("power", Kind.TEXT, _("Matter"), OPEN),
        Column("code", Kind.TEXT, _("Township"), OPEN),
        Column("document", Kind.TEXT, _("Document"), OPEN),
        Column("since", Kind.DATE, _("Since"), OPEN),
        Column("until", Kind.DATE, _("Until"), OPEN, null=True),
        Column("synthetic", Kind.FLAG, _("Synthetic"), OPEN),
    ),
    query="""
        SELECT d.id, d.power, d.code, d.document, d.since, d.until, d.synthetic FROM enforcement_powerdelegation d {where}
    """,
    subject="0",
)

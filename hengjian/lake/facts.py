"""What the kernel has for the lake: subjects, disclosures, acts without their content."""

from django.utils.translation import gettext_lazy as _

from .offer import Column, Dataset, Kind, OneOf, Privacy, Refers

OPEN, INTERNAL = Privacy.OPEN, Privacy.INTERNAL

SUBJECTS = Dataset(
    "kernel.subjects",
    _("Subjects of supervision"),
    grain=("subject",),
    place="division",
    columns=(
        Column("subject", Kind.INTEGER, _("Number of the subject"), OPEN),
        Column("kind", Kind.TEXT, _("Kind of subject"), OPEN),
        Column("name", Kind.TEXT, _("Name"), OPEN),
        Column("code", Kind.TEXT, _("Unified social credit code"), OPEN, null=True),
        Column("division", Kind.TEXT, _("Division code"), OPEN),
        Column("office", Kind.TEXT, _("Authority in charge"), OPEN, null=True),
        Column("status", Kind.TEXT, _("State"), OPEN),
        Column("opened_on", Kind.DATE, _("Established"), OPEN, null=True),
        Column("closed_on", Kind.DATE, _("Left the register"), OPEN, null=True),
        Column("synthetic", Kind.FLAG, _("Invented for demonstration"), OPEN),
    ),
    query=(
        "SELECT s.id AS subject, s.kind, s.name, s.code, s.division_code AS division, nullif(s.office_code, '') AS office, "
        "s.status, s.opened_on, s.closed_on, s.synthetic FROM kernel_subject s WHERE {where}"
    ),
    subject="s.id",
)

DISCLOSURES = Dataset(
    "kernel.disclosures",
    _("Published records"),
    grain=("disclosure",),
    place="code",
    columns=(
        Column("disclosure", Kind.INTEGER, _("Number of the record"), OPEN),
        Column("act", Kind.INTEGER, _("Act it came with"), OPEN),
        Column("subject", Kind.INTEGER, _("Subject"), OPEN, null=True),
        Column("code", Kind.TEXT, _("Authority"), OPEN),
        Column("kind", Kind.TEXT, _("Kind of record"), OPEN),
        Column("article", Kind.TEXT, _("Article it rests on"), OPEN),
        Column("since", Kind.INSTANT, _("Public since"), OPEN),
        Column("until", Kind.INSTANT, _("Public until"), OPEN, null=True),
        Column("withdrawn_at", Kind.INSTANT, _("Withdrawn"), OPEN, null=True),
        Column("synthetic", Kind.FLAG, _("Invented for demonstration"), OPEN),
    ),
    query=(
        "SELECT d.id AS disclosure, d.act_id AS act, d.subject_id AS subject, d.code, d.kind, d.article, d.since, d.until, "
        "d.withdrawn_at, d.synthetic FROM kernel_disclosure d WHERE {where}"
    ),
    subject="d.subject_id",
    rules=(Refers("subject", "kernel.subjects.subject"),),
)

MATTERS = Dataset(
    "kernel.matters",
    _("Matters, without what they are about"),
    grain=("proceeding",),
    place="code",
    columns=(
        Column("proceeding", Kind.INTEGER, _("Number of the matter")),
        Column("procedure", Kind.TEXT, _("Procedure")),
        Column("subject", Kind.INTEGER, _("Subject"), null=True),
        Column("code", Kind.TEXT, _("Authority")),
        Column("opened_at", Kind.INSTANT, _("Opened")),
        Column("closed_at", Kind.INSTANT, _("Closed"), null=True),
        Column("synthetic", Kind.FLAG, _("Invented for demonstration")),
    ),
    query=(
        "SELECT p.id AS proceeding, p.procedure, p.subject_id AS subject, p.code, p.opened_at, p.closed_at, p.synthetic "
        "FROM kernel_proceeding p WHERE {where}"
    ),
    subject="p.subject_id",
    rules=(Refers("subject", "kernel.subjects.subject"),),
)

ACTS = Dataset(
    "kernel.acts",
    _("Acts, without what they say"),
    grain=("act",),
    place="code",
    since="at",
    columns=(
        Column("act", Kind.INTEGER, _("Number of the act")),
        Column("proceeding", Kind.INTEGER, _("Proceeding"), null=True),
        Column("subject", Kind.INTEGER, _("Subject"), null=True),
        Column("name", Kind.TEXT, _("What was done")),
        Column("at", Kind.INSTANT, _("When")),
        Column("code", Kind.TEXT, _("Authority")),
        Column("by", Kind.TEXT, _("Done by: officer, user or clock")),
        Column("actor", Kind.TEXT, _("Who did it, as a keyed hash"), Privacy.PERSONAL),
    ),
    query=(
        "SELECT a.id AS act, a.proceeding_id AS proceeding, p.subject_id AS subject, a.name, a.at, a.code, "
        "split_part(a.actor, ':', 1) AS by, a.actor FROM kernel_act a LEFT JOIN kernel_proceeding p ON p.id = a.proceeding_id "
        "WHERE {where}"
    ),
    subject="p.subject_id",
    rules=(OneOf("by", ("officer", "user", "clock", "subject", "guest", "public")),),
)

"""What the lake holds of data that came in: each row with its open values; what tells of a person stays sealed here."""

from django.utils.translation import gettext_lazy as _

from hengjian.lake.offer import Column, Dataset, Kind, Privacy

IMPORTED = Dataset(
    "datacentre.imported",
    _("Rows of other sources"),
    grain=("table", "key"),
    columns=(
        Column("table", Kind.TEXT, _("Table"), Privacy.OPEN),
        Column("key", Kind.TEXT, _("Key")),
        Column("subject", Kind.INTEGER, _("Number of the subject"), null=True),
        Column("link", Kind.TEXT, _("How it is linked")),
        Column("body", Kind.TEXT, _("Values")),
        Column("at", Kind.INSTANT, _("Came in or changed")),
    ),
    query=(
        'SELECT t.key AS "table", r.key, r.subject_id AS subject, r.link, r.body::text AS body, r.at '
        "FROM datacentre_importedrow r JOIN datacentre_importedtable t ON t.id = r.table_id WHERE {where}"
    ),
    subject="r.subject_id",
)

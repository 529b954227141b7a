"""Imported rows without the indexes that two others begin with; parties found by their name."""

import django.db.models.deletion
from django.db import migrations, models

from hengjian.kernel.migrating import together


class Migration(migrations.Migration):
    dependencies = [("datacentre", "0002_sharing"), ("kernel", "0001_initial")]

    operations = together(
        [
            migrations.AlterField(
                "importedrow",
                "table",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="datacentre.importedtable",
                ),
            ),
            migrations.AlterField(
                "importedrow",
                "subject",
                models.ForeignKey(
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="kernel.subject",
                ),
            ),
            migrations.AddIndex("linkparty", models.Index(fields=["name"], name="link_party_name")),
        ]
    )

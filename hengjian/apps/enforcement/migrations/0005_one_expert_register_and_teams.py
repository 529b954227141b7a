import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from hengjian.kernel.migrating import together

PURPOSES = [
    ("review", "Review of a permit"),
    ("hearing", "Hearing"),
    ("identification", "Identification"),
    ("wrong_case", "Wrong case"),
    ("mediation", "Mediation"),
    ("award", "Award or demonstration"),
    ("accident", "Accident"),
    ("advice", "Advice on a matter"),
]
FIELDS = [
    ("food", "Food"),
    ("drugs", "Drugs"),
    ("devices", "Medical devices"),
    ("cosmetics", "Cosmetics"),
    ("equipment", "Special equipment"),
    ("quality", "Product quality"),
    ("metrology", "Metrology"),
    ("standards", "Standards"),
    ("certification", "Certification and testing"),
    ("registration", "Registration"),
    ("info", "Published information"),
    ("ads", "Advertising"),
    ("online", "Online trade"),
    ("price", "Prices"),
    ("competition", "Competition"),
    ("consumer", "Consumer rights"),
    ("ip", "Intellectual property"),
]


def team() -> models.ForeignKey:
    return models.ForeignKey(
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="enforcement.enforcementteam",
        verbose_name="Team",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("enforcement", "0004_sides_and_supervision"),
    ]

    operations = together(
        [
            migrations.RenameModel("PanelExpert", "Expert"),
            migrations.AddField(
                "expert",
                "items",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=12), default=list, size=None
                ),
            ),
            migrations.AlterField(
                "expert", "title", models.CharField(blank=True, max_length=60, verbose_name="Professional title")
            ),
            migrations.AddField(
                "expertpanel",
                "about",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="kernel.proceeding",
                ),
            ),
            migrations.AddField(
                "expertpanel",
                "purpose",
                models.CharField(
                    choices=PURPOSES, default="advice", max_length=16, verbose_name="What they are asked for"
                ),
            ),
            migrations.AddField(
                "expertpanel", "item", models.CharField(blank=True, max_length=12, verbose_name="Item")
            ),
            migrations.AlterField(
                "expertpanel", "field", models.CharField(blank=True, max_length=20, verbose_name="Field")
            ),
            migrations.AddField(
                "lead",
                "field",
                models.CharField(blank=True, choices=FIELDS, max_length=20, verbose_name="Field"),
            ),
            migrations.AddField("lead", "routed_to", team()),
            migrations.AddField("case", "routed_to", team()),
        migrations.AddField("case", "damages", models.JSONField(default=list)),
        ]
    )

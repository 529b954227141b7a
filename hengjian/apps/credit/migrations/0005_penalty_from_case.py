from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("credit", "0004_person_records")]

    operations = [
        migrations.AddField("recordedpenalty", "perform_by", models.DateField(null=True)),
        migrations.AddField("recordedpenalty", "summary", models.TextField(blank=True)),
    ]

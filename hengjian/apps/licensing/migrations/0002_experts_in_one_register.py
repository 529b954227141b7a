"""The reviewers of the licensing room move into the one register of experts, with the reviews that name them."""

from typing import Any

from django.db import migrations
from django.db.migrations.state import StateApps


def carry(apps: StateApps, schema_editor: Any) -> None:
    """Who stands in both registers, by name and employer, becomes one; reviews follow with keys and opinions."""
    register = apps.get_model("enforcement", "Expert")
    moved: dict[int, int] = {}
    for old in apps.get_model("licensing", "Expert").objects.order_by("pk"):
        one = register.objects.filter(name=old.name, unit=old.unit).order_by("pk").first()
        if one is None:
            one = register(name=old.name, unit=old.unit, active=old.active, synthetic=old.synthetic)
        one.items = sorted({*one.items, *old.fields})
        one.save()
        moved[old.pk] = one.pk
    reviews = apps.get_model("licensing", "TechnicalReview")
    for review in reviews.objects.exclude(reviewers=[]):
        review.reviewers = [moved.get(pk, pk) for pk in review.reviewers]
        review.opinions = [
            {**said, "reviewer": moved.get(said["reviewer"], said["reviewer"])} for said in review.opinions
        ]
        review.save(update_fields=["reviewers", "opinions"])


class Migration(migrations.Migration):
    dependencies = [
        ("licensing", "0001_permits"),
        ("enforcement", "0005_one_expert_register_and_teams"),
    ]

    operations = [
        migrations.RunPython(carry, migrations.RunPython.noop, elidable=True),
        migrations.DeleteModel("Expert"),
    ]

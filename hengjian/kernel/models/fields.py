"""Field helpers shared by the kernel's tables."""

from typing import Any

from django.db import models


def code_field(**options: Any) -> models.CharField:
    """A division or authority code; collation "C" so that a range of codes is a range of the index."""
    return models.CharField(max_length=12, db_collation="C", **options)

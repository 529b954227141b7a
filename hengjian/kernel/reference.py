"""Reference data the package carries: divisions of the whole country, then every room's catalogues."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from .divisions import rows
from .models import Division


def load() -> None:
    """Bring the tables of reference data in line with the packaged files. Safe to repeat; run as owner."""
    known = dict(Division.objects.values_list("code", "name"))
    changed = [
        Division(code=d.code, name=d.name, level=d.level, parent_code=d.parent)
        for d in rows()
        if d.code and known.get(d.code) != d.name
    ]
    Division.objects.bulk_create(
        changed,
        batch_size=5000,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "level", "parent_code"],
    )
    for room in apps.get_app_configs():
        if room.name.startswith("hengjian.apps.") and find_spec(f"{room.name}.catalogue"):
            import_module(f"{room.name}.catalogue").load()

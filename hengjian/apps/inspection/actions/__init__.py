"""Acts of the room's procedures, one module a subject. Importing the package declares them."""

from . import (
    checks,
    comparing,
    corrections,
    field,
    help,
    objections,
    reports,
    results,
    sandbox,
    whistles,
)

__all__ = [
    "checks",
    "comparing",
    "corrections",
    "field",
    "help",
    "objections",
    "reports",
    "results",
    "sandbox",
    "whistles",
]

"""Acts of the permit procedures, one module a subject. Importing the package declares them."""

from . import (
    application,
    certification,
    commitment,
    decision,
    ending,
    filing,
    guide,
    industrial,
    measure,
    package,
    post_check,
    review,
    technical,
    term,
)

__all__ = [
    "application",
    "certification",
    "commitment",
    "decision",
    "ending",
    "filing",
    "guide",
    "industrial",
    "measure",
    "package",
    "post_check",
    "review",
    "technical",
    "term",
]

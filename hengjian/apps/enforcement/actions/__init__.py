"""Acts of the room's procedures, one module a subject. Importing the package declares them."""

from . import leads, triage

__all__ = ["leads", "triage"]

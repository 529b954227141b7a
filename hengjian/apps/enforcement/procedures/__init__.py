"""States, time limits and columns of the room's procedures, one module a subject."""

from .leads import Lead

__all__ = ["Lead"]

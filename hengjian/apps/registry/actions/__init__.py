"""Acts of the registration procedures, and the register they write."""

from . import establishment, exits, naming

__all__ = ["establishment", "exits", "naming"]

"""States, time limits and columns of the registration procedures."""

from .establishment import COMPOSITIONS, Establishment
from .exits import Deregistration
from .naming import NameDispute, NameReservation

__all__ = ["COMPOSITIONS", "Deregistration", "Establishment", "NameDispute", "NameReservation"]

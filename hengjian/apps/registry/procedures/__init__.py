"""States, time limits and columns of the registration procedures."""

from .change import CapitalReduction, Change, Relocation, Reorganisation
from .establishment import COMPOSITIONS, Establishment, Recheck
from .exits import Deregistration
from .filing import Filing
from .naming import NameDispute, NameReservation

__all__ = [
    "COMPOSITIONS",
    "CapitalReduction",
    "Change",
    "Deregistration",
    "Establishment",
    "Filing",
    "NameDispute",
    "NameReservation",
    "Recheck",
    "Relocation",
    "Reorganisation",
]

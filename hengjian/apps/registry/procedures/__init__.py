"""States, time limits and columns of the registration procedures."""

from .cancellation import Cancellation
from .change import CapitalReduction, Change, Relocation, Reorganisation
from .compulsory import Annotation, Cleanup, CompulsoryDeregistration, Restoration, StrikingOff
from .dormancy import Dormancy
from .establishment import COMPOSITIONS, Establishment, Recheck
from .exits import Deregistration, OneStopExit
from .filing import Filing
from .liquidation import Claim, Liquidation
from .naming import NameDispute, NameReservation
from .objections import Objection

__all__ = [
    "COMPOSITIONS",
    "Annotation",
    "Cancellation",
    "CapitalReduction",
    "Change",
    "Claim",
    "Cleanup",
    "CompulsoryDeregistration",
    "Deregistration",
    "Dormancy",
    "Establishment",
    "Filing",
    "Liquidation",
    "NameDispute",
    "NameReservation",
    "Objection",
    "OneStopExit",
    "Recheck",
    "Relocation",
    "Reorganisation",
    "Restoration",
    "StrikingOff",
]

"""States, time limits and columns of the registration procedures."""

from .cancellation import Cancellation
from .change import CapitalReduction, Change, Relocation, Reorganisation
from .companions import FirmSeal, Mandate, PartyWork
from .compulsory import Annotation, Cleanup, CompulsoryDeregistration, Restoration, StrikingOff
from .dormancy import Dormancy
from .establishment import COMPOSITIONS, Establishment, Recheck
from .exits import Deregistration, OneStopExit
from .filing import Filing
from .growth import FinancingNeed, NurseryPlace
from .liquidation import Claim, Liquidation
from .naming import NameDispute, NameReservation
from .objections import Objection
from .opening import Opening
from .services import BarrierReport, CrossRegionFiling, Rating, SizeDeclaration
from .staff import StaffAccess
from .wallet import LicenceCopy, LicenceUse

__all__ = [
    "COMPOSITIONS",
    "Annotation",
    "BarrierReport",
    "Cancellation",
    "CapitalReduction",
    "Change",
    "Claim",
    "Cleanup",
    "CompulsoryDeregistration",
    "CrossRegionFiling",
    "Deregistration",
    "Dormancy",
    "Establishment",
    "Filing",
    "FinancingNeed",
    "FirmSeal",
    "LicenceCopy",
    "LicenceUse",
    "Liquidation",
    "Mandate",
    "NameDispute",
    "NameReservation",
    "NurseryPlace",
    "Objection",
    "OneStopExit",
    "Opening",
    "PartyWork",
    "Rating",
    "Recheck",
    "Relocation",
    "Reorganisation",
    "Restoration",
    "SizeDeclaration",
    "StaffAccess",
    "StrikingOff",
]

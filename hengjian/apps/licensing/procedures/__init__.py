"""States, time limits and columns of the permit procedures, one module a subject."""

from .application import PermitApplication
from .certification import CertificationExemption
from .commitment import Commitment, PostCheck
from .ending import PermitCancellation, PermitMeasure, Suspension
from .filing import FilingCleanup, RecordFiling
from .guide import GuidePublication
from .industrial import IndustrialLicence
from .package import Package
from .technical import TechnicalReview
from .term import Alteration, Renewal

__all__ = [
    "Alteration",
    "CertificationExemption",
    "Commitment",
    "FilingCleanup",
    "GuidePublication",
    "IndustrialLicence",
    "Package",
    "PermitApplication",
    "PermitCancellation",
    "PermitMeasure",
    "PostCheck",
    "RecordFiling",
    "Renewal",
    "Suspension",
    "TechnicalReview",
]

"""What is recorded of market entities beyond their subject."""

from .catalogue import EntityType, ScopeItem
from .entity import EntityPerson, EntityVersion, Holding, MarketEntity, Premises
from .exchange import Dispatch, ExchangeMark, SubMatter
from .exits import DEPARTMENTS, PARTS, REMARKS, Department, ExitMatter, Remark, Responsibility
from .filing import Confirmation, IdentityResult
from .growth import Conversion, ServiceOrganisation
from .naming import NameEntry
from .support import FirmSize, NegativeEntry

__all__ = [
    "DEPARTMENTS",
    "PARTS",
    "REMARKS",
    "Confirmation",
    "Conversion",
    "Department",
    "Dispatch",
    "EntityPerson",
    "EntityType",
    "EntityVersion",
    "ExchangeMark",
    "ExitMatter",
    "FirmSize",
    "Holding",
    "IdentityResult",
    "MarketEntity",
    "NameEntry",
    "NegativeEntry",
    "Premises",
    "Remark",
    "Responsibility",
    "ScopeItem",
    "ServiceOrganisation",
    "SubMatter",
]

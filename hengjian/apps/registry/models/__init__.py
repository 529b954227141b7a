"""What is recorded of market entities beyond their subject."""

from .catalogue import EntityType, ScopeItem
from .entity import EntityPerson, EntityVersion, Holding, MarketEntity, Premises
from .exits import DEPARTMENTS, PARTS, REMARKS, Department, ExitMatter, Remark, Responsibility
from .filing import Confirmation, IdentityResult
from .naming import NameEntry

__all__ = [
    "DEPARTMENTS",
    "PARTS",
    "REMARKS",
    "Confirmation",
    "Department",
    "EntityPerson",
    "EntityType",
    "EntityVersion",
    "ExitMatter",
    "Holding",
    "IdentityResult",
    "MarketEntity",
    "NameEntry",
    "Premises",
    "Remark",
    "Responsibility",
    "ScopeItem",
]

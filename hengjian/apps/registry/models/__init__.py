"""What is recorded of market entities beyond their subject."""

from .catalogue import EntityType, ScopeItem
from .entity import EntityPerson, EntityVersion, Holding, MarketEntity, Premises
from .filing import Confirmation, IdentityResult
from .naming import NameEntry

__all__ = [
    "Confirmation",
    "EntityPerson",
    "EntityType",
    "EntityVersion",
    "Holding",
    "IdentityResult",
    "MarketEntity",
    "NameEntry",
    "Premises",
    "ScopeItem",
]

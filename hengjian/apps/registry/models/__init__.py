"""What is recorded of market entities beyond their subject."""

from .catalogue import EntityType, ScopeItem
from .entity import EntityPerson, EntityVersion, Holding, MarketEntity, Premises
from .naming import NameEntry

__all__ = [
    "EntityPerson",
    "EntityType",
    "EntityVersion",
    "Holding",
    "MarketEntity",
    "NameEntry",
    "Premises",
    "ScopeItem",
]

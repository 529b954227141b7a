"""The room's pages, one module a kind of reader, and what they offer in forms and in the navigation."""

from . import choosers, field, ground, published

navigation = [*field.navigation, *ground.navigation, *published.navigation]

__all__ = ["choosers", "field", "ground", "navigation", "published"]

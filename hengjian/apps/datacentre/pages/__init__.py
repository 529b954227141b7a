"""The room's pages, one module a subject, and what they offer in the navigation."""

from . import catalogue, choosers, doubts, faults, importing, opening, register, share_choosers, shares, standard

navigation: list[object] = [
    *catalogue.navigation,
    *opening.navigation,
    *importing.navigation,
    *standard.navigation,
    *register.navigation,
    *shares.navigation,
]
views: list[object] = [
    *doubts.views,
    *faults.views,
    *shares.views,
]
__all__ = ["choosers", "navigation", "share_choosers", "views"]

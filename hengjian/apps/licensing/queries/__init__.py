"""Reads of permits that pages, acts and other rooms use."""

from .guides import as_paper as guide_as_paper
from .guides import guide_for
from .held import (
    against_commitment,
    banned_until,
    breaches,
    channel_of,
    ending_between,
    filing_facts,
    in_force,
    open_matters,
    permits_of,
    renewal_facts,
    running,
)
from .list_of_permits import (
    authority_for,
    by_commitment,
    guide_of,
    item,
    materials_of,
    mode_at,
    needed_by,
    needed_for,
    reviewed_items,
    scope_with_permit,
    search_items,
)
from .times import decided, used_times, workdays_between, workdays_used

__all__ = [
    "against_commitment",
    "authority_for",
    "banned_until",
    "breaches",
    "by_commitment",
    "channel_of",
    "decided",
    "ending_between",
    "filing_facts",
    "guide_as_paper",
    "guide_for",
    "guide_of",
    "in_force",
    "item",
    "materials_of",
    "mode_at",
    "needed_by",
    "needed_for",
    "open_matters",
    "permits_of",
    "renewal_facts",
    "reviewed_items",
    "running",
    "scope_with_permit",
    "search_items",
    "used_times",
    "workdays_between",
    "workdays_used",
]

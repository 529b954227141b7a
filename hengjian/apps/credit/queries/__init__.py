"""Reads of the credit room that other rooms may use."""

from .risk import grades as grades

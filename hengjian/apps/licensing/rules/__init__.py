"""Decisions about permits: facts and law in, a finding or a value out. One module a subject."""

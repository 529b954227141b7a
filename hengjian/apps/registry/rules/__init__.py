"""Decisions of the registration procedures: facts and law in, a finding out. Pure."""

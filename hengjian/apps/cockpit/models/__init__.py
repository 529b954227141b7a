"""Tables of the room beside its procedures, one module a subject."""

"""What other rooms and the room's own pages may ask, one module a subject."""

"""States, time limits and columns of the room's procedures, one module a subject."""

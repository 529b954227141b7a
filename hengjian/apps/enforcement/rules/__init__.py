"""Pure decisions of the room, one module a subject."""

"""What the room yields for plans and supervision, one module a subject."""

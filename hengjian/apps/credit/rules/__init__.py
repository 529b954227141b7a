"""Pure decisions of the room: facts and law in, an answer out."""

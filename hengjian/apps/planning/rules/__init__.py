"""Pure decisions of the room, one module a subject: facts and law in, a finding with its reasons out."""

"""Pure decisions of the room, one module a subject: facts in, a finding with its reasons out."""

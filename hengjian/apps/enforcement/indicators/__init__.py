"""What the room yields for plans and supervision, one module a subject."""

from . import around as around
from . import cases as cases
from . import leads as leads
from . import officers as officers

"""What the room yields for plans and supervision, one module a subject."""

from . import complaints as complaints
from . import signals as signals

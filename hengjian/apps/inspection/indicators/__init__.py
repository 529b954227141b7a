"""What the room yields for plans and supervision."""

from . import checks as checks
from . import draws as draws

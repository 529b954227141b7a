"""What the room yields for plans and supervision, one module a subject."""

from . import board as board
from . import campaigns as campaigns
from . import plan_tasks as plan_tasks
from . import plans as plans
from . import programmes as programmes

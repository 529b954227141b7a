"""What workers of the room do."""

from .plan_tasks import watch_plan_tasks as watch_plan_tasks
from .plans import compute_board as compute_board
from .plans import compute_figures as compute_figures
from .plans import compute_headlines as compute_headlines
from .plans import follow_up_misses as follow_up_misses
from .plans import gather_values as gather_values

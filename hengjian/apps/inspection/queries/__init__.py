"""What other rooms and the pages may ask of inspections, one module a subject."""

from .checks import day_of as day_of
from .checks import mine as mine
from .checks import published_result as published_result
from .checks import published_results as published_results
from .ground import device_of as device_of
from .ground import fired_for as fired_for
from .ground import watcher_of as watcher_of
from .holdings import holdings as holdings

"""What other rooms and the pages may ask of inspections, one module a subject."""

from .checks import day_of as day_of
from .checks import mine as mine
from .checks import published_result as published_result
from .checks import published_results as published_results
from .draws import drawn_for as drawn_for
from .draws import first_leaves as first_leaves
from .draws import opening_of as opening_of
from .draws import own_rows as own_rows
from .draws import public_bundle as public_bundle
from .draws import whole_bundle as whole_bundle
from .ground import device_of as device_of
from .ground import fired_for as fired_for
from .ground import watcher_of as watcher_of
from .holdings import holdings as holdings
from .items import facts_of as facts_of
from .items import items as items
from .items import list_on as list_on
from .items import themes as themes
from .lots import lots as lots
from .traced import Trace as Trace
from .traced import traced as traced

"""What other rooms and the room's own pages may ask, one module a subject."""

from . import plan_facts as plan_facts
from . import reporting as reporting
from . import task_file as task_file
from . import tasks as tasks
from .campaigns import by_office as by_office
from .campaigns import campaign_lines as campaign_lines
from .campaigns import tasks_of as tasks_of
from .catalogue import kind_choices as kind_choices
from .commissions import meetings_of as meetings_of
from .commissions import resolutions_of as resolutions_of
from .documents import in_force as in_force
from .plans import comments_of as comments_of
from .plans import plan_named as plan_named
from .plans import plans_of as plans_of
from .plans import printed_table as printed_table
from .programmes import named as named
from .responsibility import list_numbered as list_numbered
from .responsibility import own_checks as own_checks
from .responsibility import own_standards as own_standards
from .responsibility import published_lists as published_lists
from .responsibility import round_counts as round_counts
from .responsibility import standard_of as standard_of
from .standing import Standing as Standing
from .standing import children as children
from .standing import history as history
from .standing import standing as standing

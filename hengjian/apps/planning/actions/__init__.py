"""Acts of the room, one module a subject. Importing the package declares them."""

from . import applications as applications
from . import assessed as assessed
from . import assessments as assessments
from . import campaign_closing as campaign_closing
from . import campaign_tasks as campaign_tasks
from . import campaigns as campaigns
from . import comments as comments
from . import commissions as commissions
from . import computing as computing
from . import documents as documents
from . import misses as misses
from . import periods as periods
from . import programmes as programmes
from . import reports as reports
from . import resolutions as resolutions
from . import responsibility as responsibility
from . import returns as returns
from . import self_checks as self_checks
from . import sharing as sharing
from . import standing_documents as standing_documents
from . import surveys as surveys
from . import tasks as tasks

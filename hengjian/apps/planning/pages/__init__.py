"""The room's pages, one module a subject, and what they offer in forms and in the navigation."""

from . import assessments as assessments
from . import campaign_choosers as campaign_choosers
from . import campaigns as campaigns
from . import choosers as choosers
from . import commissions as commissions
from . import documents as documents
from . import entering as entering
from . import handing as handing
from . import plan_choosers as plan_choosers
from . import plan_reports as plan_reports
from . import plan_tasks as plan_tasks
from . import plans as plans
from . import programme_choosers as programme_choosers
from . import programmes as programmes
from . import returning as returning
from . import self_checks as self_checks
from . import surveys as surveys
from .record import publications as publications

navigation = [
    *plans.navigation,
    *entering.navigation,
    *plan_reports.navigation,
    *plan_tasks.navigation,
    *campaigns.navigation,
    *self_checks.navigation,
    *assessments.navigation,
    *programmes.navigation,
    *surveys.navigation,
    *documents.navigation,
]

"""States, time limits and columns of the room's procedures, one module a subject."""

from .assessments import Assessment as Assessment
from .assessments import AssessmentRound as AssessmentRound
from .campaigns import Campaign as Campaign
from .campaigns import CampaignTask as CampaignTask
from .comments import PlanComment as PlanComment
from .commissions import Commission as Commission
from .commissions import JointMeeting as JointMeeting
from .commissions import Resolution as Resolution
from .documents import NormativeDocument as NormativeDocument
from .misses import TargetMiss as TargetMiss
from .periods import PlanPeriod as PlanPeriod
from .programmes import Programme as Programme
from .programmes import ProgrammeApplication as ProgrammeApplication
from .reports import PlanReport as PlanReport
from .responsibility import EnterpriseStandard as EnterpriseStandard
from .responsibility import ResponsibilityList as ResponsibilityList
from .responsibility import SelfCheck as SelfCheck
from .responsibility import SelfCheckRound as SelfCheckRound
from .returns import PlanReturn as PlanReturn
from .sharing import TargetAssignment as TargetAssignment
from .sharing import TargetCascade as TargetCascade
from .surveys import Survey as Survey
from .tasks import PlanTask as PlanTask

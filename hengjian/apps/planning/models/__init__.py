"""Tables of the room beside its procedures, one module a subject."""

from .campaigns import CampaignSubject as CampaignSubject
from .documents import DraftComment as DraftComment
from .documents import NormativeText as NormativeText
from .figures import IndicatorFigure as IndicatorFigure
from .figures import ReportedFigure as ReportedFigure
from .plans import Plan as Plan
from .plans import PlanTarget as PlanTarget
from .programmes import NamedUnit as NamedUnit
from .surveys import SurveyAnswer as SurveyAnswer
from .surveys import SurveyInvite as SurveyInvite

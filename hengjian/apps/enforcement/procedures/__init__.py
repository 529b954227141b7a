"""States, time limits and columns of the room's procedures, one module a subject."""

from .assistance import Assistance as Assistance
from .cases import Case as Case
from .corrections import WrongCase as WrongCase
from .findings import GuidingCase as GuidingCase
from .findings import LabReport as LabReport
from .findings import SupervisionOpinion as SupervisionOpinion
from .findings import WebCapture as WebCapture
from .guidance import BulkReminder as BulkReminder
from .guidance import SoftMeasure as SoftMeasure
from .jurisdiction import JurisdictionDispute as JurisdictionDispute
from .leads import Lead as Lead
from .measures import CaseMeasure as CaseMeasure
from .oversight import CaseOversight as CaseOversight
from .panels import CaseConference as CaseConference
from .panels import ExpertPanel as ExpertPanel
from .panels import FileReview as FileReview
from .persons import PersonPenalty as PersonPenalty
from .reviews import CourtCase as CourtCase
from .reviews import Reconsideration as Reconsideration
from .sides import PartyRequest as PartyRequest
from .sides import PartySide as PartySide
from .transfers import PoliceTransfer as PoliceTransfer

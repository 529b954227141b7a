"""States, time limits and columns of the room's procedures, one module a subject."""

from .associations import AssociationFeedback as AssociationFeedback
from .associations import TradeAssociation as TradeAssociation
from .letters import ContactLetter as ContactLetter
from .lists import AbnormalListing as AbnormalListing
from .lists import SeriousListing as SeriousListing
from .measures import JointMeasure as JointMeasure
from .measures import TradeBan as TradeBan
from .penalties import RecordedPenalty as RecordedPenalty
from .persons import PersonRecord as PersonRecord
from .promises import CreditPromise as CreditPromise
from .records import InsuranceRecord as InsuranceRecord
from .records import RecordCheck as RecordCheck
from .records import SocialReport as SocialReport
from .repair import CreditRepair as CreditRepair
from .reports import AnnualReport as AnnualReport
from .reports import InstantInformation as InstantInformation
from .reports import PublicityCheck as PublicityCheck
from .reports import PublicityOrder as PublicityOrder
from .risk import RiskAppeal as RiskAppeal
from .risk import RiskRevision as RiskRevision
from .sharing import ProvinceNotice as ProvinceNotice

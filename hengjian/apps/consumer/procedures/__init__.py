"""States, time limits and columns of the room's procedures, one module a subject."""

from .bulletins import RiskBulletin as RiskBulletin
from .complaint import Complaint as Complaint
from .disputes import ComplaintReview as ComplaintReview
from .disputes import CourtConfirmation as CourtConfirmation
from .disputes import Referral as Referral
from .education import EducationActivity as EducationActivity
from .enquiry import Enquiry as Enquiry
from .handovers import ClusterHandover as ClusterHandover
from .helpers import HelperAppointment as HelperAppointment
from .incidents import JointIncident as JointIncident
from .odr import Negotiation as Negotiation
from .odr import OdrMembership as OdrMembership
from .prepaid import PrepaidIssuer as PrepaidIssuer
from .promises import ConsumerPromise as ConsumerPromise
from .report import Report as Report
from .reward import RewardClaim as RewardClaim
from .stationing import StationListing as StationListing
from .studies import ComparativeStudy as ComparativeStudy
from .warnings import ConsumptionWarning as ConsumptionWarning

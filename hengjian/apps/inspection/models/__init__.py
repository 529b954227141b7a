"""Tables of the room."""

from .draws import DrawnSubject as DrawnSubject
from .draws import DrawOfficer as DrawOfficer
from .draws import DrawRow as DrawRow
from .draws import DrawSecret as DrawSecret
from .draws import OpeningsHandout as OpeningsHandout
from .draws import PublishedDraw as PublishedDraw
from .ground import GridCell as GridCell
from .ground import SocialWatcher as SocialWatcher
from .ground import TriggerRule as TriggerRule
from .ground import WatchDevice as WatchDevice
from .items import InspectionItem as InspectionItem
from .items import ItemRevision as ItemRevision
from .plans import PlannedTask as PlannedTask
from .rosters import Inspector as Inspector
from .rosters import RecusalFact as RecusalFact
from .rosters import SubjectTag as SubjectTag
from .schedules import ScheduledVisit as ScheduledVisit

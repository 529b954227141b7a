"""Tables of the room."""

from .ground import GridCell as GridCell
from .ground import SocialWatcher as SocialWatcher
from .ground import TriggerRule as TriggerRule
from .ground import WatchDevice as WatchDevice
from .items import InspectionItem as InspectionItem
from .items import ItemRevision as ItemRevision

"""Registration of the room."""

from hengjian.kernel.apps import RoomConfig


class InspectionConfig(RoomConfig):
    default = True
    name = "hengjian.apps.inspection"
    label = "inspection"

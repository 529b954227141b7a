"""Registration of the room."""

from hengjian.kernel.apps import RoomConfig


class DeskConfig(RoomConfig):
    default = True
    name = "hengjian.apps.desk"
    label = "desk"

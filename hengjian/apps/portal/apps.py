"""Registration of the room."""

from hengjian.kernel.apps import RoomConfig


class PortalConfig(RoomConfig):
    default = True
    name = "hengjian.apps.portal"
    label = "portal"

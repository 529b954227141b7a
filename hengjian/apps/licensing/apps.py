"""Registration of the room."""

from hengjian.kernel.apps import RoomConfig


class LicensingConfig(RoomConfig):
    default = True
    name = "hengjian.apps.licensing"
    label = "licensing"

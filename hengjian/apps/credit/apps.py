"""Registration of the room."""

from hengjian.kernel.apps import RoomConfig


class CreditConfig(RoomConfig):
    default = True
    name = "hengjian.apps.credit"
    label = "credit"

"""Registration of the room."""

from hengjian.kernel.apps import RoomConfig


class PrivacyConfig(RoomConfig):
    default = True
    name = "hengjian.apps.privacy"
    label = "privacy"

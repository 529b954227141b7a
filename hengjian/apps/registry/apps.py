"""Registration of the room."""

from hengjian.kernel.apps import RoomConfig


class RegistryConfig(RoomConfig):
    default = True
    name = "hengjian.apps.registry"
    label = "registry"

"""Registration of the room."""

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.apps import RoomConfig


class RegistryConfig(RoomConfig):
    default = True
    name = "hengjian.apps.registry"
    label = "registry"
    title = _("Names and registration")
    section = "subjects"
    one = "登"

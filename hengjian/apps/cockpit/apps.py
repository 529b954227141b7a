"""Registration of the room."""

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.apps import RoomConfig


class CockpitConfig(RoomConfig):
    default = True
    name = "hengjian.apps.cockpit"
    label = "cockpit"
    title = _("Cockpit")
    section = "whole"
    one = "驾"

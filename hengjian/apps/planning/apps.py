"""Registration of the room."""

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.apps import RoomConfig


class PlanningConfig(RoomConfig):
    default = True
    name = "hengjian.apps.planning"
    label = "planning"
    title = _("Plans and coordination")
    section = "whole"
    one = "划"

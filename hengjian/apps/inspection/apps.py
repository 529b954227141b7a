"""Registration of the room."""

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.apps import RoomConfig


class InspectionConfig(RoomConfig):
    default = True
    name = "hengjian.apps.inspection"
    label = "inspection"
    title = _("Double-random inspection")
    section = "supervision"
    one = "查"

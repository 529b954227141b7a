"""Registration of the room."""

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.apps import RoomConfig


class EnforcementConfig(RoomConfig):
    default = True
    name = "hengjian.apps.enforcement"
    label = "enforcement"
    title = _("Enforcement")
    section = "supervision"
    one = "执"

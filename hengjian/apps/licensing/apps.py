"""Registration of the room."""

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.apps import RoomConfig


class LicensingConfig(RoomConfig):
    default = True
    name = "hengjian.apps.licensing"
    label = "licensing"
    title = _("Permits and licences")
    section = "subjects"
    one = "许"

"""Registration of the room."""

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.apps import RoomConfig


class CreditConfig(RoomConfig):
    default = True
    name = "hengjian.apps.credit"
    label = "credit"
    title = _("Credit supervision")
    section = "subjects"
    one = "信"

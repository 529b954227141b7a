"""Registration of the room."""

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.apps import RoomConfig


class DataCentreConfig(RoomConfig):
    default = True
    name = "hengjian.apps.datacentre"
    label = "datacentre"
    title = _("Data centre")
    section = "whole"
    one = "数"

"""Registration of the room."""

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.apps import RoomConfig


class PrivacyConfig(RoomConfig):
    default = True
    name = "hengjian.apps.privacy"
    label = "privacy"
    title = _("Personal information")
    section = "whole"
    one = "私"

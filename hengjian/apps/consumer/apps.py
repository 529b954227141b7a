"""Registration of the room."""

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.apps import RoomConfig


class ConsumerConfig(RoomConfig):
    default = True
    name = "hengjian.apps.consumer"
    label = "consumer"
    title = _("Consumers 12315")
    section = "order"
    one = "诉"

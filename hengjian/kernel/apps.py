"""Registration of the kernel and the base that every room's configuration inherits."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig
from django.utils.functional import Promise


class RoomConfig(AppConfig):
    """A domain room: its procedures are models too, its acts register themselves when imported."""

    default = False  # a base class, not an application: each room says `default = True`
    # How the navigation shows the room: its name, the section it stands in, and the character for it when folded.
    title: str | Promise = ""
    section = ""
    one = ""

    def import_models(self) -> None:
        super().import_models()
        for part in ("procedures",):
            if find_spec(f"{self.name}.{part}"):
                import_module(f"{self.name}.{part}")

    def ready(self) -> None:
        for part in ("actions", "indicators", "facts"):
            if find_spec(f"{self.name}.{part}"):
                import_module(f"{self.name}.{part}")
        import_module("hengjian.kernel.generic").equip_all()


class KernelConfig(RoomConfig):
    default = True
    name = "hengjian.kernel"
    label = "kernel"
    verbose_name = "Kernel"

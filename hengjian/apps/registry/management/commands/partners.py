"""`partners serve --port N`: play every partner, for trying; `partners show`: who is told of what."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from hengjian.apps.registry.partners.mock import Mock
from hengjian.apps.registry.rules.exchange import PARTNERS


class Command(BaseCommand):
    """The partners of the registry."""

    help = "Play the partners of the registry (seal, tax, insurance, fund, bank, departments), or list them."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=("serve", "show"))
        parser.add_argument("--port", type=int, default=8090)
        parser.add_argument("--delay", type=float, default=2.0, help="seconds until a partner calls back (2)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "show":
            for key, name in PARTNERS.items():
                self.stdout.write(f"{key}\t{name}")
            return
        mock = Mock(settings.HENGJIAN_EXCHANGE_KEY, options["port"], options["delay"])
        if options["verbosity"]:
            self.stdout.write(f"all partners answer at {mock.address}")
        mock.serve()

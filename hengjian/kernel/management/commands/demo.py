"""`hengjian demo load`: a believable jurisdiction, always marked synthetic."""

import os
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from time import perf_counter
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from hengjian.kernel import bulk, demo
from hengjian.kernel.ledger.sequencer import seal
from hengjian.kernel.models import User
from hengjian.kernel.principal import CLOCKWORK, acting_as


class Command(BaseCommand):
    help = "Load the demo jurisdiction (synthetic people and businesses on real division codes)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["load"])
        parser.add_argument("--entities", type=int, default=int(os.environ.get("HENGJIAN_DEMO_ENTITIES", "20000")))
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        if not 1 <= options["entities"] <= 2_000_000:
            raise CommandError("--entities must be between 1 and 2000000.")
        with acting_as(CLOCKWORK):
            if User.objects.exists():
                raise CommandError("There is data already; the demo is only loaded into an empty database.")
        began = perf_counter()
        with bulk.unhurried():
            self.load(options["entities"], options["seed"])
        self.stdout.write(f"Loaded in {perf_counter() - began:.1f} s.")

    def load(self, entities: int, seed: int) -> None:
        with transaction.atomic(), acting_as(CLOCKWORK):
            demo.load()
        rooms = [room for room in apps.get_app_configs() if room.name.startswith("hengjian.apps.")]
        demos = [import_module(f"{room.name}.demo") for room in rooms if find_spec(f"{room.name}.demo")]
        for one in demos:
            self.tell(one.load(entities, seed))
        bulk.analyze()
        for one in demos:
            # What a room makes of the matters of the rooms after it, at once instead of by a job each.
            self.tell(getattr(one, "settle", tuple)())
        while True:
            with acting_as(CLOCKWORK):
                if seal("sha256") is None:
                    break

    def tell(self, lines: Iterable[str]) -> None:
        with acting_as(CLOCKWORK):
            for line in lines:
                self.stdout.write(f"  {line}")

"""`hengjian demo load`: a believable jurisdiction, always marked synthetic."""

import os
from collections.abc import Callable, Iterable
from functools import partial
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
        rooms = demos()
        load_rooms(
            {name: after_of(name, rooms) for name in rooms}, lambda name: self.tell(rooms[name].load(entities, seed))
        )
        bulk.analyze()
        for one in rooms.values():
            # What a room makes of the matters of the rooms after it, at once instead of by a job each.
            self.tell(getattr(one, "settle", tuple)())
        while True:
            with acting_as(CLOCKWORK):
                if seal("sha256") is None:
                    break

    def tell(self, lines: Iterable[str]) -> None:
        """Each step in a transaction of its own: who loads another room waits for its number series no longer than that."""
        steps = iter(lines)
        while True:
            with acting_as(CLOCKWORK):
                line = next(steps, None)
            if line is None:
                break
            self.stdout.write(f"  {line}")


def demos() -> dict[str, Any]:
    """What loads each room that has a demonstration, in their order."""
    rooms = [room for room in apps.get_app_configs() if room.name.startswith("hengjian.apps.")]
    return {room.label: import_module(f"{room.name}.demo") for room in rooms if find_spec(f"{room.name}.demo")}


def after_of(name: str, rooms: dict[str, Any]) -> set[str]:
    """The rooms that must be loaded before: those that its `AFTER` names, or all that stand before it."""
    before = list(rooms)[: list(rooms).index(name)]
    return set(getattr(rooms[name], "AFTER", before))


def load_rooms(after: dict[str, set[str]], load: Callable[[str], object]) -> None:
    """Load each room once those that it comes after are loaded; a second process takes what need not wait.

    `after`: rooms in their order, each with those before it. Raises RuntimeError if the second process failed.
    """
    waiting, done = dict(after), set[str]()
    taken, other = "", None
    try:
        while waiting or other:
            ready = [name for name, before in waiting.items() if before <= done]
            if other is None and len(ready) > 1:
                taken = ready.pop()
                other = bulk.Other(partial(load, taken))
                del waiting[taken]
            elif not ready and other is None:
                raise ValueError(f"{', '.join(waiting)} wait for each other.")
            if ready:
                load(ready[0])
                del waiting[ready[0]]
                done.add(ready[0])
            if other and not (ready and other.running):
                other.join()
                other = None
                done.add(taken)
    finally:
        if other:
            other.stop()

"""`hengjian bench NAME --scale N --json`: speed as a ratio to a yardstick of the same run."""

import sys
from inspect import signature
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hengjian.kernel.bench import Measure, measures


class Command(BaseCommand):
    """Runs benchmarks in a database of their own, below the installation's folder."""

    help = "Measure against a yardstick: " + ", ".join(["all", *sorted(measures())]) + "."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", choices=["all", *sorted(measures())])
        parser.add_argument("--scale", type=int, help="how many rows; each benchmark has its own default")
        parser.add_argument("--seed", type=int, help="of generated data, where the benchmark takes one")
        parser.add_argument("--json", action="store_true", help="nothing but one JSON object a benchmark on the output")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["scale"] is not None and options["scale"] < 10:
            raise CommandError("--scale must be at least 10.")
        chosen = measures() if options["name"] == "all" else {options["name"]: measures()[options["name"]]}
        for measure in chosen.values():
            result = measure(options["scale"], sys.stderr.write, **seed_for(measure, options["seed"]))
            self.stdout.write(result.as_json() if options["json"] else summary(result))


def seed_for(measure: Measure, seed: int | None) -> dict[str, int]:
    """The seed, for a benchmark that takes one; another says so instead of measuring what was not asked."""
    if seed is None:
        return {}
    if "seed" not in signature(measure).parameters:
        raise CommandError("This benchmark takes no --seed.")
    return {"seed": seed}


def summary(result: Any) -> str:
    """The outcome for a person."""
    lines = [f"{result.name} (scale {result.scale}): {result.seconds * 1000:.2f} ms"]
    lines += [f"  {name}: {value * 1000:.2f} ms" for name, value in result.yardsticks.items()]
    lines += [f"  {name}: {value:.2f}" for name, value in result.ratios.items()]
    return "\n".join([*lines, *(f"  {name}: {value}" for name, value in result.quality.items())])

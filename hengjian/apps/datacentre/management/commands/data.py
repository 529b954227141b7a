"""`data trace|measure|open`: attribute a file that turned up, measure quality and models, make the open files."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from hengjian.apps.datacentre.actions import drifting, measuring, opening
from hengjian.apps.datacentre.queries.tracing import trace
from hengjian.apps.datacentre.rules.quality import overall
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.sheets import BadFile
from hengjian.lake import discover


class Command(BaseCommand):
    help = "Find the recipient a leaked file was given to; measure quality and models; make the files of open data."

    def add_arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="what", required=True)
        leak = words.add_parser(
            "trace", help="to whom was this file given? CSV, XLSX, Parquet or JSON, whole or a part"
        )
        leak.add_argument("file", type=Path)
        leak.add_argument("--json", action="store_true")
        measure = words.add_parser(
            "measure", help="quality of datasets, all of them without a name; kept as the day's scores"
        )
        measure.add_argument("names", nargs="*", metavar="NAME")
        models = words.add_parser("models", help="drift of the registered models, and the tests that can be done here")
        models.add_argument("--drift-only", action="store_true")
        words.add_parser("open", help="make the bulk files of open data now")

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, f"_{options['what']}")(options)

    def _trace(self, options: dict[str, Any]) -> None:
        try:
            with acting_as(CLOCKWORK):
                found = trace(options["file"])
        except (BadFile, OSError) as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1))
            return
        for one in found:
            sure = "certain" if one.certain else "a hint"
            self.stdout.write(f"{one.recipient}  {one.share}: {one.evidence}, {one.matched} of {one.of} ({sure})")
        if not found:
            self.stdout.write("no share fits this file")

    def _measure(self, options: dict[str, Any]) -> None:
        strange = set(options["names"]) - set(discover.datasets())
        if strange:
            raise CommandError(
                f"there is no dataset {', '.join(sorted(strange))}; `hengjian lake catalogue` lists them"
            )
        for name, scores in measuring.measure(timezone.localdate(), options["names"]).items():
            told = ", ".join(f"{s.dimension} {s.score}" for s in scores)
            self.stdout.write(f"{name:<28}{overall(s.score for s in scores) or '—':>8}  {told}")

    def _models(self, options: dict[str, Any]) -> None:
        for one in drifting.measure_models(timezone.localdate(), tests=not options["drift_only"]):
            self.stdout.write(f"{one.model:<20}{one.what:<12}{one.value} of {one.rows} rows")

    def _open(self, options: dict[str, Any]) -> None:
        for one in opening.publish():
            self.stdout.write(f"{one.file:<44}{one.rows:>8} rows  {one.sha256}")

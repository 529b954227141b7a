"""`hengjian names import|check|rebuild`: the store of names from the command line."""

import json
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from hengjian.apps.registry.actions import name_loading as loading
from hengjian.apps.registry.queries import naming as queries
from hengjian.kernel import divisions
from hengjian.kernel.principal import NOBODY, acting_as


class Command(BaseCommand):
    help = "Enter names in the store, check one against it, or bring it in line with the register."

    def add_arguments(self, parser: CommandParser) -> None:
        words = parser.add_subparsers(dest="word", required=True, metavar="WORD")
        enter = words.add_parser(
            "import", help="enter the names of a file (CSV or Parquet with a column `name`, or one a line)"
        )
        enter.add_argument("file", type=Path)
        enter.add_argument("--region", required=True, metavar="CODE", help="division of the registration authority")
        enter.add_argument("--json", action="store_true")
        check = words.add_parser("check", help="say what the rules and the names of others hold against a name")
        check.add_argument("name")
        check.add_argument("--region", required=True, metavar="CODE", help="division of the registration authority")
        check.add_argument("--kind", default="", help="kind of entity, such as individual_business or company_llc")
        check.add_argument("--json", action="store_true")
        words.add_parser("rebuild", help="enter the names of all registered entities that are not in the store")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["word"] == "rebuild":
            self.stdout.write(f"{loading.rebuild(sys.stderr.write)} names entered.")
            return
        if options["region"] not in {divisions.NATION, *divisions.names()}:
            raise CommandError(f"{options['region']} is not a division code.")
        getattr(self, f"do_{options['word']}")(**options)

    def do_import(self, **options: Any) -> None:
        """Read the file batch by batch; run again after an interruption, it goes on where it stopped."""
        file: Path = options["file"]
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        state = Path(settings.HENGJIAN_HOME) / "imports" / f"names-{file.name}-{options['region']}.json"
        try:
            done = loading.import_file(file, options["region"], state, sys.stderr.write)
        except (loading.Unreadable, UnicodeDecodeError) as error:
            raise CommandError(str(error)) from None
        counts = {"lines": done.line, "entered": done.entered, "known": done.known, "faulty": done.errors}
        if options["json"]:
            self.stdout.write(json.dumps(counts | {"faults": done.faults}, ensure_ascii=False))
            return
        self.stdout.write(", ".join(f"{count} {word}" for word, count in counts.items()))
        for fault in done.faults:
            self.stdout.write(f"  {fault}")

    def do_check(self, **options: Any) -> None:
        with acting_as(NOBODY):
            checked = queries.check_name(options["name"], options["region"], kind=options["kind"])
            told = queries.told(checked, options["region"])
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
            return
        self.stdout.write(f"{told['name']}: {told['verdict']}")
        for rule in told["rules"]:
            if rule["state"] != "ok":
                self.stdout.write(f"  {rule['state']}  {rule['label']}: {rule['reason']} {rule['article']}")
        for hit in told["hits"]:
            self.stdout.write(f"  {hit['effect']}  {hit['name']}: {hit['reason']} {hit['article']}")

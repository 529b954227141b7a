"""`docs [--check]`: the parts of the documentation that are generated from the code, written anew or compared."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hengjian.web.handbook import GENERATED


class Command(BaseCommand):
    help = "Write the generated documentation (layers, procedures, API) in a checkout, or say what is out of date."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail if something is out of date")

    def handle(self, *args: Any, **options: Any) -> None:
        now = {path: written() for path, written in GENERATED.items()}
        stale = {p: text for p, text in now.items() if not p.exists() or p.read_text("utf-8") != text}
        if options["check"] and stale:
            raise CommandError("Out of date, run `hengjian docs`: " + ", ".join(path.name for path in stale))
        for path, text in stale.items():
            path.write_text(text, encoding="utf-8")
            self.stdout.write(str(path))

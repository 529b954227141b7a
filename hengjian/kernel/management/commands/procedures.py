"""`procedures [KEY] --format mermaid|json`: the declared procedures as state diagrams or as data."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from hengjian.kernel.diagram import declared, mermaid, plain


class Command(BaseCommand):
    help = "Print every declared procedure, or one, as a Mermaid state diagram or as JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("key", nargs="?", help="one procedure, such as registry.establishment")
        parser.add_argument("--format", choices=["mermaid", "json"], default="mermaid")
        parser.add_argument("--lang", default=None, help="zh-hans (default) or en")

    def handle(self, *args: Any, **options: Any) -> None:
        found = [p for p in declared() if options["key"] in (None, p.key)]
        if not found:
            raise CommandError(
                f"There is no procedure {options['key']}; there are: {', '.join(p.key for p in declared())}"
            )
        with translation.override(options["lang"] or translation.get_language()):
            if options["format"] == "json":
                shown = [plain(p) for p in found]
                self.stdout.write(json.dumps(shown[0] if options["key"] else shown, ensure_ascii=False, indent=2))
                return
            self.stdout.write("\n\n".join(f"%% {p.key} {p.label}\n{mermaid(p)}" for p in found))

"""`witness URL --key VKEY --name NAME`: cosign another installation's log."""

import hashlib
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from hengjian.kernel.ledger.keys import witness_signer
from hengjian.kernel.ledger.merkle import HASHES, Broken
from hengjian.kernel.ledger.note import Verifier
from hengjian.kernel.ledger.witness import Witness


class Command(BaseCommand):
    """Watch a log for another authority and put this installation's name to each state that only grew."""

    help = "Follow another log, refuse if it did not only grow, and hand in a cosignature."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("url", nargs="?", help="address of the log, ending in /ledger")
        parser.add_argument("--key", help="the log's public key, obtained elsewhere than from the log")
        parser.add_argument("--name", required=True, help="name of this witness, ASCII, such as example.gov.cn/witness")
        parser.add_argument("--log", choices=sorted(HASHES), default="sha256")
        parser.add_argument("--every", type=int, default=0, metavar="SECONDS", help="go on, and look this often")

    def handle(self, *args: Any, **options: Any) -> None:
        signer = witness_signer(options["name"])
        if not options["url"] or not options["key"]:
            self.stdout.write(signer.verifier.vkey)
            return
        try:
            key = Verifier.parse(options["key"])
        except Broken as error:
            raise CommandError(str(error)) from error
        mark = hashlib.sha256(key.vkey.encode()).hexdigest()[:16]
        state = Path(settings.HENGJIAN_HOME) / "witness" / mark
        witness = Witness(options["url"], key, signer, state, options["log"])
        self._once(witness)
        while options["every"]:
            time.sleep(options["every"])
            self._once(witness)

    def _once(self, witness: Witness) -> None:
        try:
            seen = witness.once()
        except Broken as error:
            raise CommandError(f"NOT cosigned: {error}") from error
        except (OSError, ValueError, KeyError) as error:
            self.stderr.write(f"{witness.url} could not be read: {error}")
            return
        self.stdout.write(f"{seen.origin}: cosigned at {seen.size} leaves")

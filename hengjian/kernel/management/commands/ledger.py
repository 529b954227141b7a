"""`ledger verify | seal | checkpoint | key`."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from hengjian.kernel.ledger.audit import verify_all
from hengjian.kernel.ledger.keys import verifier
from hengjian.kernel.ledger.merkle import HASHES
from hengjian.kernel.ledger.sequencer import seal_all
from hengjian.kernel.ledger.store import full_note, latest


class Command(BaseCommand):
    """The ledger of acts: recompute it, seal what waits, show what is signed."""

    help = "Recompute the ledger (verify), seal waiting acts, show the latest checkpoint or the public key."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["verify", "seal", "checkpoint", "key"])
        parser.add_argument("--log", choices=sorted(HASHES), action="append", help="default: every configured log")

    def handle(self, *args: Any, **options: Any) -> None:
        for log in options["log"] or settings.HENGJIAN_LOGS:
            getattr(self, options["what"])(log)

    def verify(self, log: str) -> None:
        report = verify_all(log)
        self.stdout.write(
            f"{log}: {report.leaves} acts in the tree, {report.contents} contents recomputed, {report.erased} erased, "
            f"{report.unseen} out of sight, {report.checkpoints} checkpoints, {report.waiting} acts await sealing"
        )
        if not report.sound:
            raise CommandError(f"{log}: BROKEN. {report.broken}")
        self.stdout.write(self.style.SUCCESS(f"{log}: sound"))

    def seal(self, log: str) -> None:
        self.stdout.write(f"{log}: {seal_all(log)} acts sealed")

    def checkpoint(self, log: str) -> None:
        found = latest(log)
        self.stdout.write(full_note(found) if found else f"{log}: no checkpoint yet")

    def key(self, log: str) -> None:
        self.stdout.write(verifier(log).vkey)

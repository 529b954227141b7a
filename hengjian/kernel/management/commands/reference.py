"""`hengjian reference`: load the reference data that the package carries; run by every migration."""

from typing import Any

from django.core.management.base import BaseCommand

from hengjian.kernel import reference


class Command(BaseCommand):
    help = "Bring divisions and catalogues in line with the packaged files (as the database's owner)."

    def handle(self, *args: Any, **options: Any) -> None:
        reference.load()

"""What the check of a paper finds."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class PaperCheck:
    """Verdict on a PDF. `reason` is empty when genuine, else unreadable, unsigned, changed, extended or stranger."""

    genuine: bool
    signed_by: str = ""
    signed_at: datetime | None = None
    intact: bool = False
    reason: str = ""

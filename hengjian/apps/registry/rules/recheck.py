"""The draw that sends a share of automatic registrations to an officer. Pure."""

from decimal import Decimal

from hengjian.kernel.law import LawOn

PURPOSE = "recheck"  # of the keyed hash
WHOLE = 16**16


def falls(lot: str, law: LawOn) -> bool:
    """Whether the lot, a hash in hexadecimal, falls below the share."""
    share = Decimal(str(law.value("registry.recheck_share").amount)) / 100
    return Decimal(int(lot[:16], 16)) < share * WHOLE

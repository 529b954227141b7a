"""Who filed without an account: query code and phone are the principal (kernel.guests); filings of one person are counted."""

from hengjian.kernel.guests import LENGTH as LENGTH
from hengjian.kernel.guests import folded as folded
from hengjian.kernel.guests import guest_of as guest_of
from hengjian.kernel.guests import new_code as new_code
from hengjian.kernel.personal import fingerprint


def print_of(phone: str) -> str:
    """By which filings of one person are counted without naming anybody."""
    return fingerprint(folded(phone), "consumer.filer")

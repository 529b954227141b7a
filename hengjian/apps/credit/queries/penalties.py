"""Words of penalties that other rooms record: kinds and fields of law."""

from hengjian.apps.credit.rules.catalogue import choices
from hengjian.apps.credit.rules.penalties import FIELDS, KINDS

PENALTY_FIELDS, PENALTY_KINDS = FIELDS, KINDS


def bans_known() -> list[tuple[str, str]]:
    """The measures by which a person is kept from a trade or an office."""
    return choices("measures", when="ban")

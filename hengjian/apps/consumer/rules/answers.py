"""A common answer with places for what is each person's own: one text is written, everybody reads the own one."""

import re
from collections.abc import Mapping

# The words stand in the text that consumers get, which is in the official language.
PLACES = ("编号", "商品", "金额", "受理机关", "办理期限")
_PLACE = re.compile(r"【([^【】]{1,12})】")


def unknown(text: str) -> list[str]:
    """Places in the text that nothing is known to fill."""
    return [name for name in dict.fromkeys(_PLACE.findall(text)) if name not in PLACES]


def filled(text: str, own: Mapping[str, str]) -> str:
    """The text for one person; what is not known of the matter reads as a dash."""
    return _PLACE.sub(lambda found: own.get(found[1], "") or "—", text)

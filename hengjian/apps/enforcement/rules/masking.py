"""公示脱敏: what a published decision does not show (Order 45, art. 6): numbers of persons, phones, accounts, addresses, names."""

import re
from collections.abc import Iterable

from hengjian.kernel.personal import mask_id, mask_name, mask_phone

ID = re.compile(r"(?<![0-9A-Z])\d{17}[\dXx](?![0-9A-Z])")
ACCOUNT = re.compile(r"(?<!\d)\d{16}(?:\d{3})?(?!\d)")
MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
LANDLINE = re.compile(r"(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)")
HOME = re.compile(r"(住址|家庭住址|住)[：:]?\s*[^，。；\s]{4,40}")


def masked(text: str, names: Iterable[str] = ()) -> str:
    """The text with personal data hidden; `names` are persons of the case. Credit codes of firms stay."""
    text = ID.sub(lambda m: mask_id(m[0]), text)
    text = ACCOUNT.sub(lambda m: m[0][:4] + "*" * (len(m[0]) - 8) + m[0][-4:], text)
    text = MOBILE.sub(lambda m: mask_phone(m[0]), text)
    text = LANDLINE.sub("****", text)
    text = HOME.sub(lambda m: f"{m[1]}：***", text)
    for name in sorted({n for n in names if len(n) > 1}, key=len, reverse=True):
        text = text.replace(name, mask_name(name))
    return text

"""签名: what a record or a list says of the other side's signature; who does not sign needs a witness."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.kernel.occasion import Occasion
from hengjian.kernel.refusal import Incomplete

SIGNS = [
    ("signed", gettext_lazy("Read and signed")),
    ("refused", gettext_lazy("Refused to sign")),
    ("absent", gettext_lazy("Not present")),
]
SIGNED_ZH = {
    "signed": "经核对无误，已签名。",
    "refused": "拒绝签名，有见证人在场。",
    "absent": "不在场，有见证人在场。",
}


def signed_words(given: Any, on: Occasion, what: str) -> str:
    """What the paper says; a refusal where nobody has signed and nobody has seen it."""
    if given.signed != "signed" and not given.witness:
        fact = _("Who does not sign needs a witness.")
        raise Incomplete(what, fact=fact, article=on.law.cite("samr_penalty_procedure"), fields={"witness": fact})
    return SIGNED_ZH[given.signed]


def keep_signature(token: str, name: str, on: Occasion) -> None:
    """The signature on the glass, with custody by the kernel."""
    on.keep_sent(token, f"{name}签名")

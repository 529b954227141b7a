"""A page captured for a case stands among its evidence, without being fetched and handed in by hand."""

from django.utils.translation import gettext_lazy

from hengjian.apps.enforcement.procedures import Case
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import MACHINE

from .investigation import OPEN, enter_piece


class CapturedPage(Given):
    number: str = ask(gettext_lazy("Number"), at_most=60)
    url: str = ask(gettext_lazy("Address"), at_most=500)
    why: str = ask(gettext_lazy("What it shall prove"), at_most=500)
    sha256: str = ask(gettext_lazy("Hash of the file (SHA-256)"), at_most=64)


@act(OPEN, None, by=MACHINE, label=gettext_lazy("A captured page became evidence"), basis="penalty_law art. 46",
     internal=True)  # fmt: skip
def take_capture(row: Case, given: CapturedPage, on: Occasion) -> None:
    """电子数据: what was fetched, when and by which capture; the file with its hash stays with the capture too."""
    enter_piece(
        row,
        on,
        kind="electronic",
        name=f"网页取证 {given.number}",
        proves=["conduct"],
        says=given.why[:500],
        obtained=given.url[:200],
        place=given.url[:200],
        taken_at=on.at,
        sha256=given.sha256,
    )
    on.note = f"{given.number} {given.url}"[:500]

"""A procedure no room knows, declared in full: what the kernel yields from it is tested beside it."""

from django.db import models

from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, CLOCK, Role
from hengjian.kernel.procedure import Final, Procedure, State


class Stall(Procedure):
    """A stall at a fair: asked for, allowed or refused, or lapsed."""

    label = "Stall at a fair"
    number_pattern = "{authority}摊〔{year}〕{serial}号"

    asked = State("Asked for", limit="registry.registration_decision", lapses="lapse")
    allowed = Final("Allowed")
    lapsed = Final("Lapsed")

    goods = models.CharField(max_length=80)

    class Meta:
        app_label = "kernel"

    def facts(self) -> list[tuple[str, str]]:
        return [("Goods", self.goods)]


class Wish(Given):
    goods: str = ask("Goods", at_most=80)


@act(None, Stall.asked, by=APPLICANT, label="Ask for a stall")
def wish(row: Stall, given: Wish, on: Occasion) -> None:
    """Ask for a stall."""
    row.code, row.title, row.goods = "411602", f"Stall for {given.goods}", given.goods


@act(Stall.asked, Stall.allowed, by=Role.HANDLER, label="Allow", paper="kernel.permit", discloses="stall",
     basis="market_entity_regulation art. 19")  # fmt: skip
def allow(row: Stall, given: Nothing, on: Occasion) -> None:
    """Allow the stall."""
    on.tell(APPLICANT, title="Your stall is allowed")


@act(Stall.asked, Stall.lapsed, by=CLOCK, label="Lapse")
def lapse(row: Stall, given: Nothing, on: Occasion) -> None:
    """Nobody decided in time."""

"""专用信函: two registered letters to the registered address before it counts as unreachable (Order 68, art. 9)."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State


class ContactLetter(Procedure):
    """以邮寄专用信函方式联系企业: posted, come back, posted again within 15 to 30 days, come back: cannot be reached."""

    label = _("Registered letters to an address")
    number_pattern = "{authority}函〔{year}〕{serial}号"

    posted = State(_("First letter posted"), limit="credit.letter_gap_most", lapses="lapse_letters")
    returned = State(_("First letter came back"), limit="credit.letter_gap_most", lapses="lapse_letters")
    posted_again = State(_("Second letter posted"))
    unreachable = Final(_("Both came back: cannot be reached"))
    reached = Final(_("Contact made"))
    lapsed = Final(_("The second letter was not posted in time"))

    address = models.CharField(_("Registered address"), max_length=300)
    first_no = models.CharField(_("Postal number of the first letter"), max_length=40)
    first_on = models.DateField(null=True)
    second_no = models.CharField(_("Postal number of the second letter"), max_length=40, blank=True)
    second_on = models.DateField(null=True)
    outcome = models.CharField(_("What the post said"), max_length=500, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [(_("Registered address"), self.address)]
        rows.append((_("First letter"), f"{self.first_no}　{self.first_on}"))
        if self.second_on:
            rows.append((_("Second letter"), f"{self.second_no}　{self.second_on}"))
        return [*rows, (_("What the post said"), self.outcome)] if self.outcome else rows

"""Business opening in one go: states, time limits and columns."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.registry.models import SubMatter
from hengjian.kernel.personal import EncryptedJSONField
from hengjian.kernel.procedure import Final, Procedure, State

from .establishment import Establishment

PARTS = {
    "seal": _("Seals of the firm"),
    "tax": _("Tax registration and invoices"),
    "insurance": _("Social insurance"),
    "fund": _("Housing provident fund"),
    "bank": _("Appointment for a bank account"),
}
PART_STATES = {
    SubMatter.WAITING: _("to be passed on"),
    SubMatter.SENT: _("with the department"),
    SubMatter.DONE: _("done"),
    SubMatter.REFUSED: _("refused"),
    SubMatter.LEFT_OUT: _("left out"),
}


class Opening(Procedure):
    """企业开办一网通办: one form for licence, seals, tax, social insurance, provident fund and bank.

    The licence is an establishment of its own; when it is registered, the other parts go to their departments.
    """

    label = _("Business opening in one go")
    number_pattern = "{authority}开办〔{year}〕{serial}号"

    registering = State(_("Registration"), limit="registry.opening")
    joint = State(_("With the departments"), limit="registry.opening")
    opened = Final(_("Open for business"))
    unregistered = Final(_("Ended, not registered"))
    given_up = Final(_("Given up"))

    establishment = models.ForeignKey(Establishment, on_delete=models.PROTECT, null=True, related_name="openings")
    # What each partner was asked for, by field; the phone among it is personal.
    wishes: "models.Field[Any, Any]" = EncryptedJSONField(default=dict)
    licensed_at = models.DateTimeField(null=True)

    def facts(self) -> list[tuple[Any, Any]]:
        licence = self.establishment
        rows: list[tuple[Any, Any]] = [
            (_("Business licence"), f"{licence.stage.label} {licence.number}" if licence else "")
        ]
        for part in self.sub_matters.order_by("pk"):
            text = str(PART_STATES[part.state])
            rows.append((PARTS[part.kind], f"{text}：{part.message}" if part.message else text))
        return rows

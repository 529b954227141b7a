"""3C免办: products that need no compulsory certification because of what they are for, and the check of their use."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.licensing.catalogue import choices
from hengjian.kernel.procedure import Final, State

from .about import AboutItem


class CertificationExemption(AboutItem):
    """免予办理强制性产品认证 (Provisions on Compulsory Product Certification, art. 42)."""

    label = _("Exemption from compulsory certification")
    number_pattern = "{authority}免认〔{year}〕{serial}号"

    asked = State(_("Asked for"), limit="licensing.exemption_decision")
    granted = Final(_("Exempted"))
    refused = Final(_("Not exempted"))
    withdrawn = Final(_("Withdrawn"))

    ground = models.CharField(_("Ground"), max_length=30)
    quantity = models.IntegerField(_("Quantity"))

    def facts(self) -> list[tuple[Any, Any]]:
        ground = dict(choices("exemptions")).get(self.ground, self.ground)
        return [*super().facts(), (_("Ground"), ground), (_("Quantity"), self.quantity)]

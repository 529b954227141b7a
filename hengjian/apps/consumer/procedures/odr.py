"""ODR 在线消费纠纷和解: businesses join, negotiate with the consumer in a thread of offers, and both sign what they agree."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State

from .complaint import SIDES, WISHES
from .filing import Filing, yuan


class OdrMembership(Procedure):
    """在线消费纠纷解决企业: a business that promises to negotiate first, and keeps its promise in public."""

    label = _("Membership in online settlement")
    number_pattern = "{authority}和解企〔{year}〕{serial}号"

    applied = State(_("Application under examination"))
    member = State(_("Takes part"))
    leaving = State(_("Leaving"))
    left = Final(_("Has left"))
    turned_down = Final(_("Turned down"))

    contact = models.CharField(_("Contact for consumers"), max_length=120)
    first_asked = models.BooleanField(_("Answers for others who sold or made it"), default=False)
    advances = models.BooleanField(_("Pays in advance"), default=False)

    def facts(self) -> list[tuple[Any, Any]]:
        return [
            (_("Contact for consumers"), self.contact),
            (_("Answers for others who sold or made it"), _("yes") if self.first_asked else _("no")),
            (_("Pays in advance"), _("yes") if self.advances else _("no")),
        ]


class Negotiation(Filing, Procedure):
    """在线和解: consumer and business negotiate; without agreement in time it becomes a complaint by itself."""

    label = _("Online settlement")
    number_pattern = "{authority}和解〔{year}〕{serial}号"

    talking = State(_("Negotiating"), limit="consumer.odr.negotiate", lapses="run_out")
    signing = State(_("Offer accepted, to be signed"), limit="consumer.odr.negotiate", lapses="run_out")
    reconciled = Final(_("Settled between the two"))
    broken_off = Final(_("No agreement"))

    wish = models.CharField(_("What is asked"), max_length=12, choices=WISHES, blank=True)
    known_on = models.DateField(_("When the person knew"), null=True)
    delegable = models.BooleanField(_("Mediation may be delegated"), default=False)
    offers = models.JSONField(default=list)  # by, at, text, amount in fen
    terms = models.CharField(_("Terms of the agreement"), max_length=2000, blank=True)
    terms_amount = models.BigIntegerField(null=True)
    signed = ArrayField(models.CharField(max_length=12), default=list)
    consents = models.BooleanField(default=False)

    def facts(self) -> list[tuple[Any, Any]]:
        rows = [*self.about(), *self.filer()]
        rows += [self._offer(n, one) for n, one in enumerate(self.offers, 1)]
        rows += [(_("Terms of the agreement"), self.agreed())] if self.terms else []
        signed = "、".join(str(SIDES[side]) for side in self.signed)
        return [*rows, (_("Signed by"), signed)] if signed else rows

    def to_sign(self) -> list[tuple[Any, Any]]:
        """What whoever accepts or signs now agrees to."""
        if self.terms:
            return [(_("Terms of the agreement"), self.agreed())]
        return [self._offer(len(self.offers), self.offers[-1])] if self.offers else []

    def _offer(self, n: int, one: dict[str, Any]) -> tuple[Any, Any]:
        money = f"（{yuan(one['amount'])} 元）" if one.get("amount") is not None else ""
        return _("Offer %(n)s") % {"n": n}, f"{SIDES[one['by']]}：{one['text']}{money}"

    def agreed(self) -> str:
        """The terms with the amount, where there is one."""
        return self.terms + (f"（{yuan(self.terms_amount)} 元）" if self.terms_amount else "")

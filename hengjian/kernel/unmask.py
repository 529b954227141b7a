"""Looking behind a mask: allowed to those who may see the matter, and entered in the ledger with the reason."""

from django.utils.translation import gettext as _

from .personal import EncryptedTextField
from .principal import Principal
from .procedure import Procedure
from .record import alone
from .refusal import Incomplete, NotAllowed


def masked_fields(row: Procedure) -> list[EncryptedTextField]:
    """The personal-data fields of a proceeding."""
    return [f for f in row._meta.concrete_fields if isinstance(f, EncryptedTextField)]


def unmask(row: Procedure, reason: str, principal: Principal) -> dict[str, str]:
    """The plain personal data of a proceeding, by label. The ledger records who looked, at what, and why."""
    what = _("It was not unmasked.")
    if principal.kind != "officer" or not principal.sees(row.code):
        raise NotAllowed(what, fact=_("Only officers in charge of the matter may look."))
    if len(reason.strip()) < 4:
        raise Incomplete(what, fields={"reason": _("Say why you need it.")})
    fields = masked_fields(row)
    body = {"number": row.number, "reason": reason.strip(), "fields": [f.name for f in fields]}
    alone("kernel.personal.unmask", str(_("Unmask personal data")), body, principal, row.code)
    return {str(f.verbose_name): getattr(row, f.attname) for f in fields}

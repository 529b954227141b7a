"""Accepting the identity found by another region's service, so that nobody is identified twice."""

import hashlib

from django.utils import timezone
from django.utils.translation import gettext as _

from hengjian.apps.registry.models import Confirmation, IdentityResult
from hengjian.apps.registry.rules import identity as rules
from hengjian.kernel.models import Setting, User
from hengjian.kernel.perform import perform
from hengjian.kernel.personal import fingerprint
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.procedure import concrete
from hengjian.kernel.record import alone
from hengjian.kernel.refusal import Conflict, Incomplete

SERVICES = "registry.identity_services"  # "region name" → public key (Ed25519, base64), kept by the administrator


def accept(text: str, principal: Principal) -> IdentityResult:
    """Keep who the user is, and invite it to whatever waits for its signature."""
    what = _("Your identity was not taken over.")
    found = Setting.objects.filter(key=SERVICES).first()
    try:
        said = rules.opened(text, dict(found.value) if found else {}, timezone.now())
    except rules.NotAccepted as error:
        raise Incomplete(what, fact=str(error), fields={"assertion": str(error)}) from None
    with acting_as(CLOCKWORK):
        user = User.objects.get(pk=principal.user_id or 0)
        if user.username != said.user:
            raise Incomplete(what, fields={"assertion": _("It speaks of another user.")})
        digest = hashlib.sha256(text.encode()).hexdigest()
        if IdentityResult.objects.filter(assertion=digest).exists():
            raise Conflict(what, fact=_("It has been used already."))
        row = IdentityResult.objects.create(
            user=user,
            name=said.name,
            id_print=fingerprint(said.id_number),
            region=said.region,
            service=said.service,
            checked_at=said.at,
            assertion=digest,
        )
        body = {"region": said.region, "service": said.service, "user": user.pk}
        alone("registry.identity.accept", str(_("Take over an identity")), body, CLOCKWORK)
        _invite(row)
    return row


def _invite(row: IdentityResult) -> None:
    waiting = Confirmation.objects.filter(id_print=row.id_print, name=row.name, at=None).select_related("proceeding")
    for one in waiting:
        matter = concrete(one.proceeding)
        if matter.state == "signing":
            perform(f"{matter.key}.invite", matter.pk, {}, CLOCKWORK)

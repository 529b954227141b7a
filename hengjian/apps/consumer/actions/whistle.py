"""内部举报: an insider's identity is no part of what the act is given, so that neither ledger nor paper nor notice ever holds it."""

import secrets

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.consumer.models import SealedIdentity
from hengjian.apps.consumer.procedures import Report
from hengjian.kernel import divisions, people
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, Role
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed

from .filing import fill, register
from .reports import NOT_TAKEN, BreachMatter


class WhistleBlown(BreachMatter):
    wants_reward: bool = ask(gettext_lazy("I ask for a reward if there is one"), kind="check", default=False)


class Unsealing(Given):
    reason: str = ask(gettext_lazy("Why the identity must be known"), lines=3, at_least=8, at_most=500)


def keep_sealed(report_id: int, name: str, phone: str) -> None:
    """Write the identity into the store that no request can read; called in the transaction of the report."""
    if not name or not phone:
        gap = _("An insider's report is kept under a name, sealed.")
        raise Incomplete(str(NOT_TAKEN), fields={"name": gap, "phone": gap})
    row = SealedIdentity(
        token=secrets.token_urlsafe(32), report=report_id, name=name, phone=phone, sealed_at=timezone.now()
    )
    SealedIdentity.objects.bulk_create([row])  # plain INSERT: the role may write here and not read back


@act(None, Report.received, by=APPLICANT, label=gettext_lazy("Report as an insider"),
     offered_if=lambda row, who: not who.user_id)  # fmt: skip
def blow(row: Report, given: WhistleBlown, on: Occasion) -> None:
    """An insider reports; the filing itself says nothing of who it is."""
    if on.principal.user_id:
        raise NotAllowed(
            str(NOT_TAKEN),
            fact=_("An insider's report is filed without an account, so that none leads to the person."),
            remedy=_("Use the page for insiders: it gives you a code instead."),
        )
    row.channel, row.inside, row.named = "platform_web", True, True
    fill(row, given, on, str(NOT_TAKEN))
    row.breach_kind, row.wants_reward = given.breach_kind, given.wants_reward
    row.guest = on.principal.id
    register(row, on, "举报", "count")


# The room's own page does it and shows what it opened; a sheet of the file would record it and show nothing.
@act((Report.received, Report.verifying, Report.to_tell), None, by=Role.HEAD, label=gettext_lazy("Unseal the identity"),
     irreversible=True, offered_if=lambda row, who: False)  # fmt: skip
def unseal(row: Report, given: Unsealing, on: Occasion) -> None:
    """The head opens the sealed identity for a named reason: recorded, told to the authority above and to the informant."""
    if not row.inside:
        raise Conflict(_("Nothing was unsealed."), fact=_("This report has no sealed identity."))
    row.unsealed += 1
    on.note = given.reason
    title = _("The sealed identity of report %(number)s was opened") % {"number": row.number}
    on.tell(APPLICANT, title=title, body=given.reason)
    # an opened seal is never known to one office alone
    watchers = people.holders(divisions.ancestors(row.code), Role.SUPERVISOR)
    on.tell(*watchers, title=title, body=f"{on.principal.name}：{given.reason}")

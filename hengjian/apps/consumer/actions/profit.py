"""A claim found malicious or made for profit: by an officer, on a named legal ground, with reason and remedy; never by a model."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.consumer.procedures import Complaint
from hengjian.apps.consumer.rules import abuse as rules
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT
from hengjian.kernel.refusal import Incomplete

from .filing import OPEN
from .words import LEADERS, told, zh


class AbuseFound(Given):
    criterion: str = ask(gettext_lazy("Ground"), choices=rules.CRITERIA)
    reason: str = ask(gettext_lazy("Facts and reason, apart from any count"), lines=4, at_least=12, at_most=900)
    heard: bool = ask(gettext_lazy("The person has been heard"), kind="check", default=False)


@act(OPEN, None, by=LEADERS, label=gettext_lazy("Find a claim malicious"), apart_from="accept", favourable=False,
     irreversible=True)  # fmt: skip
def find_abuse(row: Complaint, given: AbuseFound, on: Occasion) -> None:
    """The finding goes with its article and the remedies; refusing or ending the complaint is an act of its own."""
    if not given.heard:
        raise Incomplete(_("Nothing was found."), fields={"heard": _("Hear the person first.")})
    row.abuse = given.criterion
    article = rules.article(given.criterion, on.law)
    # Whoever has no account reads the record and no notice: the remedy stands on it.
    found = f"{zh(dict(rules.CRITERIA)[given.criterion])}：{given.reason}（{article.official}）"
    on.note = found + zh(rules.REMEDIES)
    on.tell(APPLICANT, title=told(row.number, _("a finding against you")), body=on.note)

"""恶意投诉举报: criteria as data. An officer finds on a named legal ground; no count and no model ever refuses anybody."""

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.law import Citation, LawOn

from .acceptance import new_regime

# What may be found, and what an officer must have looked at before.
CRITERIA = [
    ("not_consumption", _("Bought in order to claim, not for daily consumption")),
    ("made_up", _("Facts or evidence are made up or planted")),
    ("extortion", _("Threatens with reports in order to be paid")),
    ("same_claim", _("The same claim, settled before, is brought again")),
    ("false_name", _("In another person's name")),
]
REMEDIES = _(
    "You may apply for administrative reconsideration or sue; a later complaint is examined anew on its own facts."
)


def article(criterion: str, law: LawOn) -> Citation:
    """The rule a finding rests on under the measures of the complaint's day."""
    if new_regime(law):
        item = {"not_consumption": 3, "made_up": 5, "false_name": 6}.get(criterion)
        return law.cite(
            f"complaint_measures_2026 art. 16 para. 1 item {item}" if item else "complaint_measures_2026 art. 42"
        )
    item = {"not_consumption": 3}.get(criterion, 6)
    return law.cite(f"complaint_measures_2020 art. 15 para. 1 item {item}")

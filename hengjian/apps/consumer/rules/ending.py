"""On which ground a mediation ends without agreement: Order 20 art. 21, Order 121 art. 23."""

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.law import Citation, LawOn

from .acceptance import new_regime

ENDINGS = [
    ("absent", _("A party stays away without reason or refuses")),
    ("no_agreement", _("No agreement can be reached")),
    ("appraisal_cost", _("No agreement on who pays for the appraisal")),
    ("ground_found", _("A ground for not accepting has come to light")),
    ("party_gone", _("A party has died or ceased to exist")),
    ("other", _("Another ground in a law or regulation")),
]
# Where a ground stands; withdrawal and the lapse of time are items of the same list.
ITEMS_2020 = {
    "withdrawn": 1, "absent": 2, "no_agreement": 3, "appraisal_cost": 3, "lapsed": 4, "ground_found": 5,
    "party_gone": 6, "other": 6,
}  # fmt: skip
ITEMS_2026 = {
    "withdrawn": 1, "absent": 2, "no_agreement": 3, "appraisal_cost": 4, "lapsed": 5, "ground_found": 6,
    "party_gone": 7, "other": 8,
}  # fmt: skip


def article(ground: str, law: LawOn) -> Citation:
    """The item under which a mediation ends on that ground."""
    if new_regime(law):
        return law.cite(f"complaint_measures_2026 art. 23 para. 1 item {ITEMS_2026[ground]}")
    return law.cite(f"complaint_measures_2020 art. 21 para. 1 item {ITEMS_2020[ground]}")


def appraisal_article(law: LawOn) -> Citation:
    """Tests and appraisals are not counted (Order 20 art. 20; the article of Order 121 has not been seen)."""
    return law.cite("complaint_measures_2026" if new_regime(law) else "complaint_measures_2020 art. 20")


def breach_article(law: LawOn) -> Citation:
    """A breach that comes to light in a mediation is verified apart from it (Order 20 art. 23)."""
    return law.cite("complaint_measures_2026" if new_regime(law) else "complaint_measures_2020 art. 23")

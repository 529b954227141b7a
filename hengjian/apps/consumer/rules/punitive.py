"""惩罚性赔偿: the grounds on which a complaint notes them. What they give is reckoned by enforcement, for complaint and case alike."""

from django.utils.translation import gettext_lazy as _

GROUNDS = [
    ("fraud", _("Fraud: three times the price")),
    ("known_defect", _("Known defect with death or grave harm: up to twice the loss")),
    ("food", _("Unsafe food: ten times the price or three times the loss")),
]

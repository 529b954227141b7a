"""What the room puts on the public record, in words."""

from django.utils.translation import gettext_lazy

from hengjian.web.publications import Publications

publications = Publications(
    kinds={
        "permit": gettext_lazy("Permit"),
        "permit_ended": gettext_lazy("End of a permit"),
        "permit_fraud": gettext_lazy("Permit obtained by fraud"),
        "permit_falsehood": gettext_lazy("False material for a permit"),
        "service_guide": gettext_lazy("Service guide"),
    },
    items={
        "phone": gettext_lazy("Telephone"),
        "fee": gettext_lazy("Fee"),
    },
)

"""What the room puts on the public record, in words."""

from django.utils.translation import gettext_lazy

from hengjian.web.publications import Publications

publications = Publications(
    kinds={
        "penalty": gettext_lazy("Penalty"),
        "abnormal_operation": gettext_lazy("List of abnormal operations"),
        "serious_violation": gettext_lazy("List of serious violations"),
        "special": gettext_lazy("Special mark"),
        "list": gettext_lazy("Another list"),
        "annual_report": gettext_lazy("Annual report"),
        "publicity_check": gettext_lazy("Spot check of publicity"),
        "instant_information": gettext_lazy("Instant information"),
        "credit_commitment": gettext_lazy("Credit commitment"),
        "commitment_breach": gettext_lazy("Broken commitment"),
        "repair_revoked": gettext_lazy("Credit repair revoked"),
        "joint_measures": gettext_lazy("Joint measures"),
        "insurance": gettext_lazy("Liability insurance"),
        "responsibility_report": gettext_lazy("Social responsibility report"),
        "association_members": gettext_lazy("Members of an association"),
        "convention": gettext_lazy("Convention of a trade"),
    },
    items={
        "decision": gettext_lazy("Decision"),
        "trade": gettext_lazy("Trade"),
        "count": gettext_lazy("Members"),
        "matter": gettext_lazy("Convention"),
        "staff": gettext_lazy("Staff"),
        "revenue": gettext_lazy("Revenue"),
        "business": gettext_lazy("State of business"),
        "website": gettext_lazy("Website or online shop"),
        "email": gettext_lazy("E-mail"),
        "phone": gettext_lazy("Telephone"),
        "late": gettext_lazy("Filed late"),
    },
)

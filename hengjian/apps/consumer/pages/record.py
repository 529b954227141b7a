"""What the room puts on the public record, in words."""

from django.utils.translation import gettext_lazy

from hengjian.web.publications import Publications

publications = Publications(
    kinds={
        "consumer_complaint": gettext_lazy("Complaint of a consumer"),
        "odr_member": gettext_lazy("Business in online settlement"),
        "odr_settlement": gettext_lazy("Online settlement"),
        "consumption_warning": gettext_lazy("Consumption warning"),
        "comparative_study": gettext_lazy("Comparative test or review"),
        "consumer_promise": gettext_lazy("Worry-free consumption commitment"),
        "consumer_education": gettext_lazy("Consumer education"),
    },
    items={
        "goods": gettext_lazy("Goods or service"),
        "received": gettext_lazy("Received"),
        "closed": gettext_lazy("Closed"),
        "days": gettext_lazy("Days"),
        "headline": gettext_lazy("Headline"),
        "advice": gettext_lazy("What to do"),
        "category": gettext_lazy("Category"),
        "grounds": gettext_lazy("Rests on"),
        "about": gettext_lazy("Goods or service"),
        "method": gettext_lazy("Method and standard"),
        "sampling": gettext_lazy("How samples are got"),
        "by": gettext_lazy("Carried out by"),
        "theme": gettext_lazy("Theme"),
        "base": gettext_lazy("Consumer education base"),
    },
)

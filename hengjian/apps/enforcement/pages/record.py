"""What the room puts on the public record, in words."""

from django.utils.translation import gettext_lazy

from hengjian.web.publications import Publications

publications = Publications(
    kinds={
        "supervised_case": gettext_lazy("Supervised case"),
        "guiding_case": gettext_lazy("Guiding case"),
    },
    items={
        "superior": gettext_lazy("Supervising authority"),
        "cause": gettext_lazy("Cause"),
    },
)

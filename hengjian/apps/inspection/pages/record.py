"""What the room puts on the public record, in words."""

from django.utils.translation import gettext_lazy

from hengjian.web.publications import Publications

publications = Publications(
    kinds={
        "inspection_result": gettext_lazy("Result of a check"),
        "inspection_plan": gettext_lazy("Inspection plan"),
        "inspection_items": gettext_lazy("Change of the item list"),
        "coverage_schedule": gettext_lazy("Full-coverage schedule"),
        "draw_plan": gettext_lazy("Announced draw"),
        "draw_result": gettext_lazy("Outcome of a draw"),
        "draw_void": gettext_lazy("Void draw"),
        "sandbox": gettext_lazy("Sandbox"),
        "trigger_rule": gettext_lazy("Trigger rule"),
    },
    items={
        "items_text": gettext_lazy("Items checked"),
        "origin": gettext_lazy("Why there was a check"),
        "matter": gettext_lazy("Matter"),
    },
)

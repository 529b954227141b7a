"""What the room puts on the public record, in words."""

from django.utils.translation import gettext_lazy

from hengjian.web.publications import Publications

publications = Publications(
    kinds={
        "plan_adopted": gettext_lazy("Plan"),
        "plan_comment": gettext_lazy("Comment on a plan"),
        "plan_report": gettext_lazy("Report on a plan"),
        "campaign": gettext_lazy("Campaign"),
        "campaign_report": gettext_lazy("Report on a campaign"),
        "responsibility_list": gettext_lazy("Responsibility list"),
        "programme_call": gettext_lazy("Demonstration programme"),
        "programme_candidate": gettext_lazy("Proposed demonstration unit"),
        "programme_named": gettext_lazy("Demonstration unit"),
        "programme_withdrawn": gettext_lazy("Demonstration unit withdrawn"),
        "survey_result": gettext_lazy("Result of a survey"),
        "document_draft": gettext_lazy("Draft open to comments"),
        "document_issued": gettext_lazy("Normative document"),
        "document_ended": gettext_lazy("End of a normative document"),
    },
    items={
        "plan": "",
        "as_of": gettext_lazy("As of"),
        "targets": gettext_lazy("Targets"),
        "reached": gettext_lazy("Reached"),
        "missed": gettext_lazy("Missed"),
        "score": gettext_lazy("Points"),
        "ground": gettext_lazy("Rests on"),
        "approval": gettext_lazy("Approved by"),
        "period": gettext_lazy("Period"),
        "items_text": gettext_lazy("Items checked"),
        "listed": gettext_lazy("On the list"),
        "list_hash": gettext_lazy("Print of the list"),
        "checked": gettext_lazy("Subjects checked"),
        "found": gettext_lazy("Found"),
        "mended": gettext_lazy("Mended"),
        "cased": gettext_lazy("Cases filed"),
        "again": gettext_lazy("Checked again"),
        "list_kind": "",
        "kind_name": gettext_lazy("Kind of business"),
    },
)

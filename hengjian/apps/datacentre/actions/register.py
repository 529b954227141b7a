"""Whether a model may be used, said by an officer after looking at its test and its drift."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.datacentre.models import ModelStatus
from hengjian.apps.datacentre.procedures import ModelReview
from hengjian.apps.datacentre.procedures.register import STATUSES
from hengjian.apps.datacentre.queries.register import registered
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import Role
from hengjian.kernel.refusal import Incomplete


class ModelReviewed(Given):
    model: str = ask(gettext_lazy("Model"), kind="registered_model", at_most=40)
    status: str = ask(gettext_lazy("Status"), choices=STATUSES)
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=500)


@act(
    None,
    ModelReview.reviewed,
    by=(Role.HEAD, Role.ANALYST),
    label=gettext_lazy("Review a model"),
    basis="network_data_regulation",
)
def review_model(row: ModelReview, given: ModelReviewed, on: Occasion) -> None:
    """Test and drift were looked at; from now on the model stands so in the register."""
    found = registered().get(given.model)
    if found is None:
        raise Incomplete(_("Nothing was reviewed."), fields={"model": _("There is no such model in the register.")})
    row.model, row.status, row.reason = given.model, given.status, given.reason
    row.title = f"模型审查：{found.zh}"
    on.note = given.reason
    ModelStatus.objects.create(
        model=given.model, status=given.status, reason=given.reason, code=row.code, on=on.day, review=row.pk
    )

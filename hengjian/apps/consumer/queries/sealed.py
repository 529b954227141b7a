"""Opening a sealed identity: outside every scope, as no role of a request may read the table."""

from hengjian.apps.consumer.models import SealedIdentity
from hengjian.kernel.principal import Principal, adopt, step_back


def opened(report_id: int, principal: Principal) -> SealedIdentity | None:
    """The identity behind a report. Only the act of unsealing and its page call this; both leave a record."""
    step_back()
    try:
        return SealedIdentity.objects.filter(report=report_id).first()
    finally:
        adopt(principal)

"""What acts on incidents and hand-overs look up."""

from hengjian.apps.consumer.procedures import JointIncident
from hengjian.kernel.models import Act, Officer


def officer(pk: int) -> Officer | None:
    """An officer in service."""
    return Officer.objects.select_related("user", "authority").filter(pk=pk, active=True).first()


def of_matter(proceeding_id: int) -> JointIncident | None:
    """The incident a complaint belongs to, if there is one."""
    return JointIncident.objects.filter(matters__contains=[proceeding_id]).order_by("-pk").first()


def by_number(number: str) -> JointIncident | None:
    return JointIncident.objects.filter(number=number).first() if number else None


def told(proceeding_id: int) -> bool:
    """Whether the notices of an incident's common answer have gone out."""
    return Act.objects.filter(proceeding_id=proceeding_id, name="consumer.joint_incident.tell_hit").exists()

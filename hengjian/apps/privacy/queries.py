"""What others may read of this room: the entry of the ledger behind the number on a seal."""

from django.conf import settings

from hengjian.kernel.models import Act, ActContent, ActLeaf


def act_behind(seal: int) -> Act | None:
    """The act whose seal shows this number, if the running scope sees it."""
    leaf = ActLeaf.objects.filter(log=settings.HENGJIAN_LOGS[0], index=seal).first()
    return Act.objects.filter(pk=leaf.act_id).first() if leaf else None


def is_cleared(act_id: int) -> bool:
    """Has the content of the act been erased?"""
    return not ActContent.objects.filter(act_id=act_id, body__isnull=False).exists()

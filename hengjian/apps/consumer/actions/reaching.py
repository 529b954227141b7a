"""Telling a person without an account: by the phone the filing was made with, through whatever channels there are."""

from types import SimpleNamespace

from hengjian.apps.consumer.procedures.filing import Filing
from hengjian.kernel.channels import channels
from hengjian.kernel.inbox import reach_with
from hengjian.kernel.models import Proceeding
from hengjian.kernel.principal import APPLICANT
from hengjian.kernel.procedure import concrete, procedures

LOOK = "/complain/look/"


@reach_with
def by_phone(proceeding_id: int, to: str, title: str) -> None:
    """Send the title, which names nobody, to the phone of a filing; an insider's is sealed and never used."""
    if to != APPLICANT:
        return
    shared = Proceeding.objects.filter(pk=proceeding_id).first()
    row = concrete(shared) if shared is not None and shared.procedure in procedures() else None
    if not isinstance(row, Filing) or not row.guest or not row.filer_phone:
        return
    person = SimpleNamespace(username=row.number, email="", phone=row.filer_phone)  # type: ignore[attr-defined]
    for channel in channels():
        channel.send(person, title, "", LOOK)

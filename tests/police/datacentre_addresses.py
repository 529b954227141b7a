"""Example addresses of the data centre."""

from datetime import timedelta

from django.utils import timezone

from hengjian.apps.datacentre.actions import opening
from hengjian.apps.datacentre.actions.delivering import answered
from hengjian.apps.datacentre.procedures import DataShare, LinkageDoubt
from hengjian.apps.datacentre.tests.supplied import HEAD, adopted, ran, sent
from hengjian.kernel.models import Subject
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World

# What programs follow of the public record and of open data; the portal answers.
FOLLOWED = {
    "portal:notices-feed": ["/notices/feed.atom", "/notices/feed.atom?kind=penalty&q=样", "/notices/feed.atom?kind=no"],
    "portal:sitemap-part": ["/sitemap-0.xml", "/sitemap-1.xml", "/sitemap-99.xml"],
}


def of_datacentre(world: World, named: Subject) -> dict[str, list[str]]:
    """All of the room."""
    return of_ingestion(world, named) | of_sharing(world, named.pk) | FOLLOWED


def of_ingestion(world: World, named: Subject) -> dict[str, list[str]]:
    """A table with a run, rows that went back, a doubt; a file that was only sent."""
    adopted(world, disclosed=True, article="政府信息公开条例第二十条")
    slip = f"{named.name[3:-1]}铺店"
    text = f"{HEAD}\nL1,,{named.name},河南省周口市川汇区,2025-01-01,,有效,,\nL2,,{slip},,2025-01-01,,有效,,\nL3,,样,,错,,有效,,\n"
    done, waiting = ran(world, text).pk, sent(world, text).pk
    with acting_as(CLOCKWORK):
        doubts = list(LinkageDoubt.objects.values_list("pk", flat=True))
    return {
        "datacentre:table": ["/data/imports/food_workshops/", "/data/imports/none/"],
        "datacentre:run": [f"/data/runs/{done}/", f"/data/runs/{waiting}/", "/data/runs/999999/"],
        "datacentre:rejects": [f"/data/runs/{done}/rejects.csv"],
        "datacentre:doubt": [f"/data/doubts/{pk}/" for pk in (*doubts, 999999)],
        "datacentre:subject": [f"/subjects/{named.pk}/data/", "/subjects/999999/data/"],
        "datacentre:code-list": ["/data/lists/permit_state/", "/data/lists/GB/T%202260/", "/data/lists/none/"],
    }


def of_sharing(world: World, subject: int) -> dict[str, list[str]]:
    """A share by file and one by API that were used, the catalogue, models, and the files of open data."""
    who, until = world.enterprise, (timezone.localdate() + timedelta(days=60)).isoformat()
    given = {
        "resource": "kernel.subjects", "place": "411602", "columns": ["name"], "legal_basis": "税收征收管理法", "until": until,
        "purpose": "核对纳税人登记状态，用于税务登记管理",
    }  # fmt: skip
    shares = []
    for way in ("api", "file"):
        with acting_as(who):
            pk = perform("datacentre.data_share.apply_for_data", None, {**given, "way": way}, who).proceeding.pk
        with acting_as(world.head):
            perform("datacentre.data_share.grant_share", pk, {}, world.head)
        shares.append(pk)
    with acting_as(CLOCKWORK) as machine:
        perform("datacentre.data_share.make_file", shares[1], {"kind": "csv", "by": who.id}, machine)
        answered(DataShare.objects.get(pk=shares[0]), who.id, "", 5, subject)
        file = DataShare.objects.get(pk=shares[1]).shared_files.get().pk
    opening.publish(ids=["registrations"])
    return {
        "datacentre:catalogue": ["/data/", "/data/?q=信用&room=credit", "/data/?as=csv", "/data/?q=没有"],
        "datacentre:resource": ["/data/kernel.subjects/", "/data/registry.persons/", "/data/none/"],
        "datacentre:share": [f"/data/shares/{pk}/" for pk in (*shares, 999999)],
        "datacentre:share-file": [f"/data/shares/{shares[1]}/file/{file}/"],
        "datacentre:of-subject": [f"/data/of/{subject}/", "/data/of/999999/"],
        "datacentre:model": ["/data/models/risk-class/", "/data/models/none/"],
        "datacentre:open": ["/open-data/", "/open-data/?q=处罚", "/open-data/?q=没有"],
        "datacentre:open-dataset": ["/open-data/registrations/", "/open-data/none/"],
        **{
            f"datacentre:open-{kind}": [f"/open-data/registrations.{kind}", f"/open-data/none.{kind}"]
            for kind in ("csv", "json", "parquet")
        },
        "datacentre:fault": [
            "/open-data/fault/",
            f"/open-data/fault/?subject={subject}",
            "/open-data/fault/?disclosure=x",
        ],
        "datacentre:answer": ["/open-data/answer/", "/open-data/answer/?code=AAAA-BBBB-CCCC"],
    }

"""Bringing an approved base map into use, and taking it out again."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.cockpit.models import MapOutline
from hengjian.apps.cockpit.procedures import BaseMap
from hengjian.apps.cockpit.rules import outlines
from hengjian.kernel import files
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import Role
from hengjian.kernel.refusal import Incomplete

ARTICLE = "map_regulation art. 15"
# 审图号: of the nation (GS, since 2022 with the place of review) or of a province (豫S).
APPROVAL = r"^(审图号[：:]\s*)?(GS[\u4e00-\u9fff]?|[\u4e00-\u9fff]S)\s*[(（\[【〔]\d{4}年?[)）\]】〕]\s*\d{1,6}号$"


class MapApproval(Given):
    approval: str = ask(
        gettext_lazy("Approval number of the map"),
        at_most=60,
        pattern=APPROVAL,
        help=gettext_lazy("As printed on the map, such as GS(2024)0650号. It stands below every picture."),
    )
    source: str = ask(gettext_lazy("Who made the map"), at_most=200)
    file: str = ask(gettext_lazy("GeoJSON file"), kind="file")


class MapEnd(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=2, at_most=300)


@act(
    None, BaseMap.in_force, by=Role.ADMIN, label=gettext_lazy("Bring a base map into use"), basis=ARTICLE, internal=True
)
def approve_map(row: BaseMap, given: MapApproval, on: Occasion) -> None:
    """Figures lie on these outlines from now on; those of an earlier map give way where both have a place."""
    what = _("The map was not brought into use.")
    upload = on.keep_sent(given.file, _("GeoJSON file"))
    if upload is None:
        raise Incomplete(what, fields={"file": _("Choose the file again.")})
    found = outlines.checked(files.read(upload.sha256))
    if found.faults:
        raise Incomplete(what, fact="；".join(found.faults[:5]), fields={"file": found.faults[0]})
    row.approval, row.source, row.sha256 = given.approval, given.source, upload.sha256
    row.shapes, row.skipped = len(found.shapes), len(found.unknown)
    row.title = f"底图　{given.approval}"[:200]
    kept = [
        MapOutline(code=code, rings=rings, approval=given.approval, sha256=upload.sha256, proceeding_id=row.pk, act_id=on.act_id)
        for code, rings in found.shapes.items()
    ]  # fmt: skip
    MapOutline.objects.bulk_create(
        kept, update_conflicts=True, unique_fields=["code"],
        update_fields=["rings", "approval", "sha256", "proceeding_id", "act_id"],
    )  # fmt: skip


@act(BaseMap.in_force, BaseMap.withdrawn, by=Role.ADMIN, label=gettext_lazy("Take the map out of use"), internal=True)
def withdraw_map(row: BaseMap, given: MapEnd, on: Occasion) -> None:
    """Figures are drawn as tiles again."""
    MapOutline.objects.filter(proceeding_id=row.pk).delete()
    on.note = given.reason

"""Every procedure by random acts: whatever is offered and done, what must always hold holds."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from hengjian.apps.licensing.tests.builders import (
    applied,
    check_due,
    committed,
    do,
    experts,
    machine,
    publish_guides,
    request,
    shop,
)
from hengjian.kernel.models import Subject
from hengjian.kernel.principal import CLOCKWORK, Role, acting_as
from hengjian.kernel.testing import World, make_world, officer
from hengjian.kernel.tests.walking import whatever_is_done

pytestmark = pytest.mark.django_db
DEVICE = ["application", "risk", "technical", "test", "label", "system"]


class Scene:
    """People at every level and a business; how a matter of each procedure begins."""

    def __init__(self) -> None:
        self.world: World = make_world()
        publish_guides()
        self.subject: Subject = shop(self.world)
        with acting_as(CLOCKWORK):
            upper = [officer(f"p{n}", "41", role) for n, role in enumerate((Role.HANDLER, Role.APPROVER))]
            upper += [officer("c1", "4116", Role.APPROVER)]
        w = self.world
        self.people = [w.officer, w.colleague, w.head, w.enterprise, w.city, w.stranger, w.citizen, *upper]
        self.second = w.colleague.officer_id

    def filed(self, name: str, item: str, materials: list[str], **more: Any) -> Any:
        category = more.pop("category", "")
        given = request(self.subject, item, category=category, materials=materials)
        return do(self.world.enterprise, name, **given, **more).proceeding


def permit_matter(scene: Scene, name: str, **given: Any) -> Any:
    permit = committed(scene.world, scene.subject)
    who = scene.world.head if name.startswith("suspension") else scene.world.officer
    return do(who, name, permit=permit.number, **given).proceeding


def renewal(scene: Scene) -> Any:
    permit = committed(scene.world, scene.subject)
    with acting_as(CLOCKWORK):
        scene.subject.permits.filter(pk=permit.pk).update(valid_until=timezone.localdate() + timedelta(days=60))
    return do(scene.world.enterprise, "renewal.ask_renewal", permit=permit.number).proceeding


def filing(scene: Scene) -> Any:
    return scene.filed("record_filing.file", "LI-004", ["application", "form"], category="1")


def cleanup(scene: Scene) -> Any:
    done = machine("record_filing.record", filing(scene).pk)
    with acting_as(CLOCKWORK):
        number = scene.subject.permits.get(act_id=done.act_id).number
    return do(scene.world.officer, "filing_cleanup.question", permit=number, fault="经营项目不符").proceeding


STARTS: dict[str, Callable[[Scene], Any]] = {
    "application": lambda s: applied(s.world, s.subject),
    "commitment": lambda s: do(s.world.enterprise, "commitment.commit", **request(s.subject, promise=True)).proceeding,
    "post_check": lambda s: check_due(committed(s.world, s.subject)),
    "filing": filing,
    "cleanup": cleanup,
    "industrial": lambda s: s.filed(
        "industrial_licence.file", "LI-029", ["application", "promise"], products=["cement"]
    ),
    "technical": lambda s: s.filed("technical_review.file", "LI-101", DEVICE, matter="registration"),
    "exemption": lambda s: s.filed(
        "certification_exemption.ask_exemption",
        "LI-103",
        ["application", "contract", "use", "promise"],
        ground="research",
        quantity=2,
    ),
    "renewal": renewal,
    "alteration": lambda s: permit_matter(s, "alteration.ask_change", content="冷食类食品制售", reason="更换品类"),
    "suspension": lambda s: permit_matter(
        s, "suspension.suspend_permit", decision="罚〔2026〕1号", reason="过期食品", until_day="2099-01-05"
    ),
    "measure": lambda s: permit_matter(s, "permit_measure.propose", kind="annul", reason="以虚假材料取得许可"),
    "cancellation": lambda s: permit_matter(s, "permit_cancellation.ask_cancellation", ground="holder_asks"),
    "guide": lambda s: (
        do(s.world.officer, "guide_publication.draft", item="LI-006", place="服务大厅", phone="12345").proceeding
    ),
    "package": lambda s: (
        do(
            s.world.enterprise,
            "package.file",
            subject=s.subject.pk,
            event="bakery",
            content="糕点",
            premises="七一路8号",
        ).proceeding
    ),
}


def values(scene: Scene) -> dict[str, Any]:
    """What chance alone would rarely hit upon: two officers, materials of the list, appointed reviewers, parts."""
    second = {"companion": scene.second}
    keys = ["layout", "systems", "tax_certificate", "policy", "test"]
    material: Callable[[Any, random.Random], dict[str, Any]] = lambda _row, c: {"materials": c.sample(keys, 1)}  # noqa: E731
    missing: Callable[[Any, random.Random], dict[str, Any]] = lambda _row, c: {"missing": c.sample(keys, 1)}  # noqa: E731
    return {
        **dict.fromkeys(("announce_visit", "confirm", "order_correction", "find_breach"), second),
        **dict.fromkeys(("correct", "bring_owed"), material),
        "request_correction": missing,
        "appoint": lambda _row, _c: {"reviewers": experts("LI-101")},
        "give_opinion": lambda row, c: {"reviewer": str(c.choice(row.reviewers or [0]))},
        "note_part": lambda row, c: {"part": c.choice(row.parts), "result": c.choice(["granted", "refused"])},
        "transfer": {"authority": "4116", "reason": "由上级办理"},
        "ask_countersign": {"signer": scene.second, "question": "是否符合条件"},
    }


@pytest.fixture
def scene() -> Scene:
    return Scene()


test_whatever_is_done_what_must_hold_holds = whatever_is_done(STARTS, values)

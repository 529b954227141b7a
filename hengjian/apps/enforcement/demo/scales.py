"""The same small breach decided on the spot by two offices, so that their measure can be compared. All synthetic."""

import random
from datetime import datetime, timedelta
from itertools import cycle

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from hengjian.apps.enforcement.rules.limits import treated_as_person
from hengjian.kernel.demo import COUNTY
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Officer, Subject, User
from hengjian.kernel.people import principal_for
from hengjian.kernel.principal import Principal, Role

from .teller import PRICE, Teller

ELSEWHERE = "411624"
# Fines of one office and of the other, in yuan: both lawful, one much harder.
FINES = {COUNTY: (300, 400, 500, 500, 600), ELSEWHERE: (1200, 1500, 1500, 2000, 2400)}


def load(people: dict[str, Principal], seed: int) -> None:
    """Five decisions of each office; where a place has too few companies, one is found out twice."""
    chance, now = random.Random(seed + 13), timezone.now()
    teams = {COUNTY: people, ELSEWHERE: {"county": people["shenqiu"], "county2": _companion()}}
    for place, fines in FINES.items():
        for shop, fine in zip(cycle(_companies(place, now, len(fines))), fines, strict=False):
            told = Teller(teams[place], shop, PRICE, chance, now, chance.randint(20, 200))
            told.on_spot(fine)


def _companies(place: str, now: datetime, most: int) -> list[Subject]:
    """Those whose fine on the spot may be that of an organisation."""
    law = LawOn(timezone.localdate(now) - timedelta(days=200))
    rows = Subject.objects.filter(division_code=place, status="registered", synthetic=True).order_by("-pk")[:200]
    return [one for one in rows if not treated_as_person("organisation", one.kind, law)][:most]


def _companion() -> Principal:
    """The second officer of the other county; no sign-in."""
    user = User.objects.create(username="shenqiu2", display_name="韩雪", password=make_password(None), synthetic=True)
    Officer.objects.create(
        user=user, authority_id=ELSEWHERE, roles=[Role.HANDLER.value], certificate_no=f"演示{user.pk:06d}",
        certificate_until=timezone.localdate() + timedelta(days=400),
    )  # fmt: skip
    return principal_for(user)

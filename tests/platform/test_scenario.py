"""The story of the closed loop, performed by the product in an installation of its own."""

import pytest

from hengjian.project.scenario import closed_loop
from hengjian.project.scenario.stage import StoryBroken
from tests.installation import Installation

pytestmark = pytest.mark.slow


@pytest.mark.timeout(400)
def test_the_closed_loop_holds_from_registration_to_repair(demonstration: Installation) -> None:
    process = demonstration.start("scenario", "closed-loop", "--keep", str(demonstration.home))
    said, _ = process.communicate(timeout=380)
    assert process.returncode == 0, said
    assert said.count("✓") == 18, said
    assert "信用风险等级降为D" in said
    assert "全部成立" in said


def test_a_story_that_does_not_hold_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_say: object) -> int:
        raise StoryBroken("it was not drawn")

    monkeypatch.setattr(closed_loop, "play", broken)
    told: list[str] = []
    assert not closed_loop.tell(told.append)
    assert told == ["✗ it was not drawn"]

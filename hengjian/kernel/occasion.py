"""What an act's function is handed besides the proceeding and what was given: the moment, the law, and the outbox."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from . import uploads
from .law import Citation, LawOn, official
from .principal import Principal


@dataclass
class Tell:
    """A notice to be sent after commit; `to` is a principal such as user:12, officer:3 or subject:5, or a party role."""

    to: str
    title: str
    body: str = ""


@dataclass
class Follow:
    """An act the worker shall do after commit, not before `at`."""

    name: str
    proceeding_id: int | None
    given: dict[str, Any] = field(default_factory=dict)
    at: datetime | None = None


@dataclass
class PaperDraft:
    """A paper to issue: what it says is frozen with the act."""

    template: str
    title: str
    data: dict[str, Any]
    series: str = ""
    pattern: str = ""  # of its 文号, where the set of papers has its own
    issuer: str = ""  # code of the authority that issues it, where it is not the one in charge


@dataclass
class Kept:
    """An uploaded file that becomes evidence of the proceeding: hash, name, what it is; when and where it was taken."""

    sha256: str
    name: str
    what: str = ""
    taken_at: datetime | None = None
    place: str = ""


@dataclass
class DisclosureDraft:
    """What becomes public with the act."""

    kind: str
    title: str
    body: dict[str, Any]
    article: str
    until: datetime | None = None
    since: datetime | None = None


@dataclass
class Occasion:
    """The moment of an act: `at`, the law of the day the proceeding was opened, who acts, and what shall follow."""

    at: datetime
    law: LawOn
    principal: Principal
    act_id: int
    note: str = ""
    tells: list[Tell] = field(default_factory=list)
    follows: list[Follow] = field(default_factory=list)
    papers: list[PaperDraft] = field(default_factory=list)
    disclosures: list[DisclosureDraft] = field(default_factory=list)
    parties: list[tuple[str, str]] = field(default_factory=list)
    shares: list[tuple[str, str]] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    stops: dict[str, str] | None = None
    resumes: bool = False
    prolongs: str = ""
    counted_from: datetime | None = None
    moved_to: str = ""
    ends_on: date | None = None

    @property
    def day(self) -> date:
        """The day of the act in China."""
        return timezone.localtime(self.at).date()

    def tell(self, *to: str, title: str, body: str = "") -> None:
        """Send a notice to principals or to every party of that role."""
        self.tells += [Tell(name, title, body) for name in to]

    def then(
        self, name: str, proceeding_id: int | None, given: Mapping[str, Any] | None = None, **options: Any
    ) -> None:
        """Have the worker do another act after commit."""
        self.follows.append(Follow(name, proceeding_id, dict(given or {}), **options))

    def issue(
        self,
        template: str,
        title: str,
        data: Mapping[str, Any],
        series: str = "",
        *,
        pattern: str = "",
        issuer: str = "",
    ) -> None:
        """Issue a numbered paper; it is rendered and signed after commit. A superior is named as its issuer."""
        self.papers.append(PaperDraft(template, title, official(data), series, pattern, issuer))

    def disclose(
        self, kind: str, title: str, article: str | Citation, body: Mapping[str, Any] | None = None, **options: Any
    ) -> None:
        """Publish a record under an article."""
        self.disclosures.append(DisclosureDraft(kind, title, official(body or {}), official(article), **options))

    def keep(self, sha256: str, name: str, what: str = "", taken_at: datetime | None = None, place: str = "") -> None:
        """Keep an uploaded file as evidence; its custody begins with this act."""
        self.kept.append(Kept(sha256, name, what, taken_at, place))

    def keep_sent(
        self, token: str, what: str, taken_at: datetime | None = None, place: str = ""
    ) -> uploads.Upload | None:
        """Keep the file that a form's token stands for and return it; None if none was sent, or by somebody else."""
        found = uploads.opened(token, self.principal) if token else None
        if found is not None:
            self.keep(found.sha256, found.name, what, taken_at, place)
        return found

    def admit(self, principal: str, role: str) -> None:
        """Make somebody a party of the proceeding."""
        self.parties.append((principal, role))

    def stop_clock(self, why: str, article: str | Citation = "") -> None:
        """Let the running time limit stand still from now on."""
        self.stops = {"from": self.at.isoformat(), "why": why, "cite": official(article)}

    def resume_clock(self) -> None:
        """Let the time limit run on."""
        self.resumes = True

    def prolong(self, limit: str) -> None:
        """Let the running time limit give way to a longer one, counted from the same beginning."""
        self.prolongs = limit

    def count_from(self, at: datetime) -> None:
        """Let the limit of the stage that begins now count from an earlier moment, where the law says so."""
        self.counted_from = at

    def end_on(self, day: date) -> None:
        """Let the stage end on a day that an authority has set; for stages in which no legal limit runs."""
        self.ends_on = day

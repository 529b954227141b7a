"""Refusals: typed, saying which fact and which article, and what to do next. Nothing has changed when one is raised."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from .law import Citation

Text = str | Promise


class Refusal(Exception):
    """An act was refused.

    `what` was not done, `fact` is why, `article` the rule it rests on, `remedy` what to do; `fields` names the inputs
    at fault with a message each.
    """

    status = 422
    kind = "refused"

    def __init__(
        self,
        what: Text,
        *,
        fact: Text = "",
        article: Text | Citation = "",
        remedy: Text = "",
        fields: Mapping[str, Text] | None = None,
    ) -> None:
        super().__init__(str(what))
        self.what, self.fact, self.article, self.remedy = str(what), str(fact), str(article), str(remedy)
        self.fields = {name: str(message) for name, message in (fields or {}).items()}

    def as_problem(self) -> dict[str, object]:
        """RFC 9457 problem details."""
        return {
            "type": f"about:hengjian/{self.kind}",
            "title": self.what,
            "status": self.status,
            "detail": self.fact,
            "article": self.article,
            "remedy": self.remedy,
            "errors": [{"field": name, "message": message} for name, message in self.fields.items()],
            "changed": False,
        }


class NotAllowed(Refusal):
    """This person may not do this here."""

    status, kind = 403, "not-allowed"


class NotFound(Refusal):
    """There is no such thing within what this person may see."""

    status, kind = 404, "not-found"


class TooLate(Refusal):
    """The time in which this could be done has run out."""

    status, kind = 409, "too-late"


class Conflict(Refusal):
    """The matter has moved on, or somebody else was first."""

    status, kind = 409, "conflict"


class Incomplete(Refusal):
    """Something given is missing or wrong."""

    status, kind = 422, "incomplete"


def not_found(what: Text) -> NotFound:
    """The one answer for what does not exist and for what may not be seen, so that neither can be told apart."""
    return NotFound(what, fact=_("It does not exist, or it is outside what you may see."))

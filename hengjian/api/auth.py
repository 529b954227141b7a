"""Sign-in of programs by bearer key; the request's scope becomes that of the key's user."""

from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from hengjian.kernel import tokens
from hengjian.kernel.models import ApiToken
from hengjian.kernel.people import principal_for
from hengjian.kernel.principal import Principal, adopt, step_back
from hengjian.kernel.refusal import NotAllowed


class Key(HttpBearer):
    """`Authorization: Bearer hj_…`."""

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Principal | None:
        step_back()
        found = tokens.check(token)
        if found is None:
            return None
        if self.scope not in found.scopes:
            raise NotAllowed("The key lacks a scope.", fact=f"It has no scope “{self.scope}”.")
        principal = principal_for(found.user)
        request.principal = principal  # type: ignore[attr-defined]
        adopt(principal)
        return principal


READ, ACT = Key(ApiToken.READ), Key(ApiToken.ACT)


def principal_of(request: Any) -> Principal:
    """The principal whose key the request carries."""
    found: Principal = request.auth
    return found

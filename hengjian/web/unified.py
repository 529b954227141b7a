"""Sign-in through the government's unified identity provider (OpenID Connect).

The provider vouches for a person; which account that is, is decided here, and roles never come from outside. An account
is found by its earlier sign-in, else by the claim that the operator has named, which must be part of the ID token.
"""

from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.translation import gettext as _

from hengjian.kernel.models import User


class UnifiedSignIn(DefaultSocialAccountAdapter):
    """Finds the account of whom the provider vouches for; opens one only where the operator allows it."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.is_existing or sociallogin.state.get("process") == AuthProcess.CONNECT:
            return
        user = account_of(sociallogin)
        if user is not None:
            sociallogin.connect(request, user)
        elif not settings.HENGJIAN_OIDC_SIGNUP:
            unknown(request, _("Nobody is registered here under this identity. No account was opened."))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return bool(settings.HENGJIAN_OIDC_SIGNUP)

    def on_authentication_error(self, request: HttpRequest, provider: Any, *args: Any, **kwargs: Any) -> None:
        unknown(request, _("The identity provider did not confirm who you are. Nobody was signed in."))


def account_of(sociallogin: SocialLogin) -> User | None:
    """The active account that the named claim of the signed ID token points to, unless another identity has it."""
    claims = sociallogin.account.extra_data.get("id_token") or {}
    named = settings.HENGJIAN_OIDC_CLAIM
    value = claims.get(named) if named else None
    if not isinstance(value, str) or not value.strip():
        return None
    if named == "email" and claims.get("email_verified") is not True:
        return None
    field = "email__iexact" if named == "email" else "username"
    found = list(User.objects.filter(is_active=True, **{field: value})[:2])
    if len(found) != 1:
        return None
    taken = SocialAccount.objects.filter(user_id=found[0].pk, provider=sociallogin.account.provider).exists()
    return None if taken else found[0]


def unknown(request: HttpRequest, why: str) -> NoReturn:
    """A page that says what happened and what to do."""
    body = why + " " + _("Ask the administrator of your authority, or sign in with user name and password.")
    context = {"title": _("Not signed in"), "body": body}
    raise ImmediateHttpResponse(render(request, "web/message.html", context, status=403))

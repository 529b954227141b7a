"""Which pages may stand in a frame of another site: those of citizens and enterprises, if an administrator names the site."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

ACCOUNTS = "/accounts/"
SIGN_IN = ("/accounts/login/", "/accounts/oidc/")  # the rest, such as the password, is changed in a window of its own


class FrameMiddleware:
    """Lets the named sites frame a page by both headers that browsers look at; without a name nobody may."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.HENGJIAN_FRAME_ANCESTORS and framed(request):
            response._csp_replace = {"frame-ancestors": settings.HENGJIAN_FRAME_ANCESTORS}  # type: ignore[attr-defined]
            # The older header knows no list of sites; where it is missing, browsers go by the one above.
            response.xframe_options_exempt = True  # type: ignore[attr-defined]
        return response


def framed(request: HttpRequest) -> bool:
    """Is this a page of a citizen or an enterprise? An officer's is never framed, nor is the one that changes a password."""
    who = getattr(request, "principal", None)
    if who is None or who.kind not in ("party", "public"):
        return False
    return not request.path.startswith(ACCOUNTS) or request.path.startswith(SIGN_IN)

"""One transaction and one scope a request, rendering included; refusals become pages or problems in one place."""

import logging
from collections.abc import Callable
from contextlib import closing
from io import BytesIO
from typing import Any

from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from whitenoise.middleware import WhiteNoiseMiddleware

from hengjian.kernel.people import principal_for
from hengjian.kernel.principal import NOBODY, scope, step_back
from hengjian.kernel.refusal import Refusal

log = logging.getLogger("hengjian.web")
Handler = Callable[[HttpRequest], HttpResponse]
WORKING_AS = "working_as"  # in the session: the authority below the own one to which an officer has narrowed the range
UNSCOPED = ("/static/", "/healthz")


class StaticMiddleware(WhiteNoiseMiddleware):
    """Static files as whole answers. WhiteNoise's own stream from a file, which Django reads to its end beforehand
    under ASGI and warns of; they are small, and ranges, compression and caching stay WhiteNoise's."""

    @staticmethod
    def serve(static_file: Any, request: HttpRequest) -> HttpResponse:
        found = static_file.get_response(request.method, request.META)
        with closing(found.file or BytesIO()) as file:
            answer = HttpResponse(file.read(), status=int(found.status))
        del answer["Content-Type"]
        for name, value in found.headers:
            answer[name] = value
        return answer


class ScopeMiddleware:
    """Opens the request's transaction and sets role and scope for it; rolls back on an exception or a status of 500 up."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(UNSCOPED):
            request.principal = NOBODY  # type: ignore[attr-defined]
            return self.get_response(request)
        try:
            with transaction.atomic():
                return self._scoped(request)
        except OperationalError:
            log.exception("the database did not answer")
            return HttpResponse(render_to_string("web/unavailable.html"), status=503)

    def _scoped(self, request: HttpRequest) -> HttpResponse:
        if connection.savepoint_ids:  # inside a test's transaction the role of an earlier request is still set
            step_back()
        principal = principal_for(request.user, request.session.get(WORKING_AS, ""))
        request.principal = principal  # type: ignore[attr-defined]
        with scope(principal):
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            return response


class Missing(HttpResponse):
    """Nothing has this address. Not drawn yet: the framework asks for it in a thread without the request's scope."""

    status_code = 404


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The handler of addresses that lead nowhere."""
    return Missing()


class RefusalMiddleware:
    """Turns a refusal that no view has handled into a problem document or a page, and draws the page of a wrong address."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, Missing):
            response.content = render_to_string("404.html", request=request).encode()
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> Any:
        if not isinstance(exception, Refusal):
            return None
        if request.path.startswith("/api/"):
            return JsonResponse(
                exception.as_problem(), status=exception.status, content_type="application/problem+json"
            )
        return render(request, "web/refused.html", {"refusal": exception}, status=exception.status)

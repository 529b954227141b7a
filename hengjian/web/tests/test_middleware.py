"""Static files are served under ASGI without a word in the log, with the headers that WhiteNoise gives them."""

import asyncio
import gzip
import warnings
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.handlers.asgi import ASGIHandler
from django.test import AsyncRequestFactory

STYLE = b"body { color: black }\n" * 200


@pytest.fixture
def served(tmp_path: Path, settings: LazySettings) -> ASGIHandler:
    """The product's own chain of middleware, with one plain and one compressed file."""
    (tmp_path / "a.css").write_bytes(STYLE)
    (tmp_path / "a.css.gz").write_bytes(gzip.compress(STYLE))
    settings.STATIC_ROOT = tmp_path
    settings.WHITENOISE_USE_FINDERS = False
    handler = ASGIHandler()
    handler.load_middleware(is_async=True)
    return handler


def get(handler: ASGIHandler, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    async def ask() -> tuple[int, dict[str, str], bytes]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = await handler.get_response_async(AsyncRequestFactory().get(path, headers=named))
        assert not answer.streaming
        return answer.status_code, dict(answer.headers), answer.content

    with warnings.catch_warnings():
        warnings.simplefilter("error")  # Django warns of a stream that it has to read beforehand
        return asyncio.run(ask())


def test_a_file_is_given_whole_and_without_a_warning(served: ASGIHandler) -> None:
    status, headers, content = get(served, "/static/a.css")
    assert (status, content) == (200, STYLE)
    assert headers["Content-Type"] == 'text/css; charset="utf-8"'
    assert "max-age" in headers["Cache-Control"]


def test_compression_ranges_and_unchanged_files_stay(served: ASGIHandler) -> None:
    status, headers, content = get(served, "/static/a.css", accept_encoding="gzip")
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(content) == STYLE
    status, _headers, content = get(served, "/static/a.css", range="bytes=5-9")
    assert (status, content) == (206, STYLE[5:10])
    status, _headers, content = get(served, "/static/a.css", if_modified_since=headers["Last-Modified"])
    assert (status, content) == (304, b"")

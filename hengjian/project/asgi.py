"""What the web server loads in each of its workers."""

import os
import signal
import threading
from importlib import import_module

from django.core.asgi import get_asgi_application
from django.urls import get_resolver

from hengjian.kernel import later

from .loading import for_good
from .process import die_with_parent

WARM_AFTER = float(os.environ.get("HENGJIAN_WARM_AFTER", "1"))  # seconds, so that the server answers first

# A server killed outright would leave its workers behind, still answering with the old build.
die_with_parent(signal.SIGKILL)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hengjian.project.settings")
with for_good():
    application = get_asgi_application()
    get_resolver().url_patterns  # noqa: B018 (reads every address now rather than at the first request)


def warm() -> None:
    """Load what the first page does not need: libraries that few need, and the addresses of the API."""
    with for_good():
        later.load_all()
        import_module("hengjian.project.api")


_warming = threading.Timer(WARM_AFTER, warm)
_warming.daemon = True  # whoever stops the server does not wait for it
_warming.start()

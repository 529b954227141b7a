"""What the web server loads in each of its workers."""

import gc
import os
import signal

from django.core.asgi import get_asgi_application
from django.urls import get_resolver

from .process import die_with_parent

# A server killed outright would leave its workers behind, still answering with the old build.
die_with_parent(signal.SIGKILL)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hengjian.project.settings")
# What is loaded here stays for good: looking through it for rubbish costs a third of the start, and time at every page.
gc.disable()
application = get_asgi_application()
get_resolver().url_patterns  # noqa: B018 (reads every address now rather than at the first request)
gc.freeze()
gc.enable()

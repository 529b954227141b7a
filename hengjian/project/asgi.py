"""What the web server loads in each of its workers."""

import os
import signal

from django.core.asgi import get_asgi_application

from .process import die_with_parent

# A server killed outright would leave its workers behind, still answering with the old build.
die_with_parent(signal.SIGKILL)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hengjian.project.settings")
application = get_asgi_application()

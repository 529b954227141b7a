"""How often the API may be asked: counted by each web process for itself.

A count in the database would be part of the request's transaction: the requests of one key would wait for one another, and
those that fail would not count.
"""

import time

from django.core.cache import caches
from django.http import HttpRequest
from ninja.throttling import AnonRateThrottle, AuthRateThrottle, SimpleRateThrottle


class _Counted(SimpleRateThrottle):
    """So many requests in each span of time, such as `1200/m`."""

    def allow_request(self, request: HttpRequest) -> bool:
        """Count the request; False if the span's number is used up."""
        key = self.get_cache_key(request)
        if key is None:
            return True
        counts, numbered = caches["rates"], f"{key}:{int(time.time() // (self.duration or 1))}"
        counts.add(numbered, 0, self.duration)
        return counts.incr(numbered) <= (self.num_requests or 0)

    def wait(self) -> float:
        """Seconds until the next span begins."""
        span = self.duration or 1
        return span - time.time() % span


class PerKey(_Counted, AuthRateThrottle):
    """Requests with the same key, or from the same address without one."""


class PerAddress(_Counted, AnonRateThrottle):
    """Requests from the same address without a key."""

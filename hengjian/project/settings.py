"""Assembly of the product: one settings module, configured by environment variables (see docs/operations.md)."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from . import framing
from .home import home, secret

BASE = Path(__file__).resolve().parent.parent
HENGJIAN_HOME = home()
HENGJIAN_ORIGIN = os.environ.get("HENGJIAN_ORIGIN", "hengjian.local/ledger")
HENGJIAN_LOGS = os.environ.get("HENGJIAN_LOGS", "sha256").split(",")
HENGJIAN_WITNESSES = [w for w in os.environ.get("HENGJIAN_WITNESSES", "").split(",") if w]
HENGJIAN_URL = os.environ.get("HENGJIAN_URL", "http://127.0.0.1:8000")
HENGJIAN_DATA_KEY = bytes.fromhex(secret("data.key", 32))
HENGJIAN_OLD_DATA_KEYS = [bytes.fromhex(k) for k in os.environ.get("HENGJIAN_OLD_DATA_KEYS", "").split(",") if k]
HENGJIAN_DIVISION = os.environ.get("HENGJIAN_DIVISION", "4116")
HENGJIAN_EXPORT_ROWS = int(os.environ.get("HENGJIAN_EXPORT_ROWS", "10000"))
HENGJIAN_EXPORT_DAYS = int(os.environ.get("HENGJIAN_EXPORT_DAYS", "7"))
HENGJIAN_EXCHANGE = os.environ.get("HENGJIAN_EXCHANGE", "")
HENGJIAN_CAPTURE_INSIDE = [h for h in os.environ.get("HENGJIAN_CAPTURE_INSIDE", "").split(",") if h]
HENGJIAN_EXCHANGE_KEY = bytes.fromhex(secret("exchange.key", 32))
HENGJIAN_LAKE = os.environ.get("HENGJIAN_LAKE", str(HENGJIAN_HOME / "lake"))
HENGJIAN_LAKE_ENGINE = os.environ.get("HENGJIAN_LAKE_ENGINE", "duckdb")
HENGJIAN_CHANNELS = os.environ.get("HENGJIAN_CHANNELS", "inbox").split(",")

SECRET_KEY = secret("secret_key", 48)
DEBUG = False
ALLOWED_HOSTS = os.environ.get("HENGJIAN_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("HENGJIAN_ORIGINS", "").split(",") if o]
SECURE_COOKIES = HENGJIAN_URL.startswith("https://")
HENGJIAN_FRAME_ANCESTORS = framing.origins(os.environ.get(framing.NAME, ""))
SAME_SITE = framing.same_site(HENGJIAN_FRAME_ANCESTORS, SECURE_COOKIES)

INSTALLED_APPS = [
    "hengjian.kernel",
    "hengjian.web",
    "hengjian.lake",
    # The demo loads the rooms in this order: who is drawn depends on classes, classes on what was registered and permitted.
    "hengjian.apps.registry",
    "hengjian.apps.licensing",
    "hengjian.apps.credit",
    "hengjian.apps.inspection",
    "hengjian.apps.enforcement",
    "hengjian.apps.consumer",
    "hengjian.apps.planning",
    "hengjian.apps.datacentre",
    "hengjian.apps.cockpit",
    "hengjian.apps.privacy",
    "hengjian.apps.desk",
    "hengjian.apps.portal",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",  # templates of allauth
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "ninja",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "hengjian.web.middleware.StaticMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "hengjian.web.middleware.ScopeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hengjian.web.middleware.RefusalMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "hengjian.web.framing.FrameMiddleware",
]

ROOT_URLCONF = "hengjian.project.urls"
ASGI_APPLICATION = "hengjian.project.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hengjian.web.context.shell",
            ],
        },
    }
]


def database(url: str) -> dict[str, object]:
    """Django's settings for a `postgresql://user:password@host:port/name?host=/socket` address."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured(f"DATABASE_URL must be a postgresql:// address, not {parts.scheme}://")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", None) or parts.hostname or "",
        "PORT": query.pop("port", None) or parts.port or "",
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": {**query, **_pool()},
    }


def _pool() -> dict[str, object]:
    # Persistent connections do nothing under ASGI; the pool does (docs/adr/0003-server.md).
    size = int(os.environ.get("HENGJIAN_POOL", "0"))
    if not size:
        return {}
    return {"pool": {"min_size": 1, "max_size": size, "timeout": 3, "reconnect_timeout": 5}}


DATABASES = {"default": database(os.environ.get("DATABASE_URL", "postgresql:///hengjian"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "hengjian_cache"},
    # What each process may keep for itself: pieces of pages that are the same for many, and nobody's data.
    "fragments": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "fragments"},
    # How often each process was asked by whom, this minute.
    "rates": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "rates",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}

AUTH_USER_MODEL = "kernel.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/home/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# One lockout: allauth's limits, counted in the database so that every web process sees the same count.
ACCOUNT_RATE_LIMITS = {
    "login": os.environ.get("HENGJIAN_SIGN_INS", "30/m/ip"),
    "login_failed": "20/m/ip,5/5m/key",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_TOTP_ISSUER = "Hengjian"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_ADAPTER = "hengjian.web.unified.UnifiedSignIn"
SOCIALACCOUNT_PROVIDERS: dict[str, object] = {}
HENGJIAN_OIDC_CLAIM = os.environ.get("HENGJIAN_OIDC_CLAIM", "")
HENGJIAN_OIDC_SIGNUP = os.environ.get("HENGJIAN_OIDC_SIGNUP") == "1"
OIDC_ORIGINS = [o for o in os.environ.get("HENGJIAN_OIDC_ORIGINS", "").split(",") if o]
if os.environ.get("HENGJIAN_OIDC_ISSUER"):
    issuer = urlsplit(os.environ["HENGJIAN_OIDC_ISSUER"])
    OIDC_ORIGINS.append(f"{issuer.scheme}://{issuer.netloc}")
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "unified",
                "name": os.environ.get("HENGJIAN_OIDC_NAME", "统一身份认证"),
                "client_id": os.environ["HENGJIAN_OIDC_CLIENT"],
                "secret": os.environ["HENGJIAN_OIDC_SECRET"],
                "settings": {"server_url": os.environ["HENGJIAN_OIDC_ISSUER"], "oauth_pkce_enabled": True},
            }
        ]
    }

SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = SAME_SITE
SESSION_COOKIE_NAME = os.environ.get("HENGJIAN_COOKIE", "hengjian_session")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_COOKIES else 0
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "form-action": ["'self'", *OIDC_ORIGINS],  # a browser holds the redirect of a form to it as well
        "frame-ancestors": ["'none'"],  # see hengjian.web.framing
        "base-uri": ["'self'"],
        "object-src": ["'none'"],
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = HENGJIAN_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": os.environ.get("HENGJIAN_STATIC", "whitenoise.storage.CompressedManifestStaticFilesStorage")
    },
}
WHITENOISE_USE_FINDERS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024

# A worker that was killed is missed soon, so that its jobs are taken up again while people still wait for them.
PROCRASTINATE_WORKER_DEFAULTS = {"update_heartbeat_interval": 4.0, "stalled_worker_timeout": 12.0}
PROCRASTINATE_IMPORT_PATHS = ["hengjian.kernel.tasks", "hengjian.web.tasks"]
NINJA_PAGINATION_PER_PAGE = 50
SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("HENGJIAN_LOG", "WARNING")},
}

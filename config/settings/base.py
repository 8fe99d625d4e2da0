"""What holds in every installation. Safe for production; secrets have no default."""

from csp.constants import NONE, SELF

from config import env
from config.database import database

BASE_DIR = env.BASE_DIR
DATA_DIR = env.folder("LYCEUM_DATA", BASE_DIR / "data")
DEBUG = False
SECRET_KEY = env.secret("LYCEUM_SECRET_KEY", DATA_DIR / "keys" / "secret_key")
ALLOWED_HOSTS = env.words("LYCEUM_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("LYCEUM_ORIGINS")
HTTPS = env.flag("LYCEUM_HTTPS", default=True)

INSTALLED_APPS = [
    "lyceum.site",
    "lyceum.authoring",
    "lyceum.teaching",
    "lyceum.courses",
    "lyceum.coding",
    "lyceum.works",
    "lyceum.talk",
    "lyceum.notices",
    "lyceum.people",
    "lyceum.ui",
    "lyceum.kit",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "lyceum.ui.middleware.PageWeightMiddleware",
    "lyceum.ui.middleware.FullDiskMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lyceum.people.middleware.ActorMiddleware",
    "lyceum.people.middleware.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lyceum.teaching.middleware.StudyMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"
FORM_RENDERER = "lyceum.ui.forms.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "lyceum" / "ui"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "lyceum.ui.context.page",
                "lyceum.site.navigation.navigation",
            ],
            "builtins": ["lyceum.ui.templatetags.ui", "django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

DATABASES = {"default": database(env.text("LYCEUM_DATABASE", ""), DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS = env.text("LYCEUM_REDIS", "")
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS}
        if REDIS
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}

BROKER = env.text("LYCEUM_BROKER", "")
TASKS = {
    "default": {
        "BACKEND": "lyceum.kit.tasks.broker.BrokerBackend" if BROKER else "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", "judge"],
        "OPTIONS": {"broker": BROKER} if BROKER else {},
    }
}

S3_BUCKET = env.text("LYCEUM_S3_BUCKET", "")
STORAGES = {
    "default": (
        {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {"bucket_name": S3_BUCKET, "endpoint_url": env.text("LYCEUM_S3_ENDPOINT", "") or None},
        }
        if S3_BUCKET
        else {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA_DIR / "files"}}
    ),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "build" / "static"
STATICFILES_DIRS = [BASE_DIR / "build" / "assets"]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
# A quiz of fifty questions is one form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
] + [{"NAME": "lyceum.people.passwords.GuessValidator"}]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my_page"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "lyceum.people.allauth_adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "login": "lyceum.people.forms.accounts.SignInForm",
    "signup": "lyceum.people.forms.accounts.SignUpForm",
    "reset_password": "lyceum.people.forms.accounts.ResetForm",
    "reset_password_from_key": "lyceum.people.forms.accounts.NewPasswordForm",
    "change_password": "lyceum.people.forms.accounts.ChangeForm",
    "reauthenticate": "lyceum.people.forms.security.PasswordAgainForm",
}
MFA_ADAPTER = "lyceum.people.allauth_adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Lyceum"
# A clock may be half a minute wrong.
MFA_TOTP_TOLERANCE = 1
# Browsers hold localhost for safe without HTTPS; the library asks to be told.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_FORMS = {
    name: f"lyceum.people.forms.security.{form}"
    for name, form in {
        "authenticate": "AuthenticateForm", "reauthenticate": "ReauthenticateForm", "activate_totp": "ActivateForm",
        "add_webauthn": "AddPasskeyForm", "edit_webauthn": "EditPasskeyForm",
    }.items()
}  # fmt: skip
SESSION_COOKIE_AGE = 60 * 60 * 24 * 180
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
BEHIND_PROXY = env.flag("LYCEUM_BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# So that limits count people, not the proxy.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "lyceum.ui.errors.csrf_failure"

# The live process answers on a port of its own, under the name by which the page was reached, unless a proxy
# puts it under the same address (empty).
LIVE_PORT = env.text("LYCEUM_LIVE_PORT", "")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "connect-src": [
            SELF,
            *(f"http://{host}:{LIVE_PORT}" for host in ALLOWED_HOSTS if LIVE_PORT and not {"*", "["} & set(host)),
        ],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# How links in mails begin.
SITE_URL = env.text("LYCEUM_URL", "http://127.0.0.1:8000").rstrip("/")
EMAIL_BACKEND = env.text("LYCEUM_MAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
EMAIL_HOST = env.text("LYCEUM_MAIL_HOST", "localhost")
EMAIL_PORT = env.number("LYCEUM_MAIL_PORT", 25)
DEFAULT_FROM_EMAIL = env.text("LYCEUM_MAIL_FROM", "lyceum@localhost")

LANGUAGES = [
    ("en", "English"),
    ("fr", "Français"),
    ("es", "Español"),
    ("ru", "Русский"),
    ("ar", "العربية"),
    ("zh-hans", "中文"),
]
LANGUAGE_CODE = "en"
LOCALE_PATHS = [env.folder("LYCEUM_LOCALE", BASE_DIR / "locale")]
USE_I18N = USE_TZ = True
TIME_ZONE = env.text("LYCEUM_TIME_ZONE", "UTC")
LANGUAGE_COOKIE_NAME = "lyceum_language"

# Ages are a matter of law and differ by country.
AGE_OF_CONSENT = env.number("LYCEUM_AGE_OF_CONSENT", 16)
AGE_OF_ADULTHOOD = env.number("LYCEUM_AGE_OF_ADULTHOOD", 18)
CONSENT_TEXTS = env.folder("LYCEUM_CONSENT_TEXTS", BASE_DIR / "lyceum" / "people" / "consent")
GUARDIAN_INVITATION_DAYS = env.number("LYCEUM_GUARDIAN_INVITATION_DAYS", 30)
ERASE_GRACE_DAYS = env.number("LYCEUM_ERASE_GRACE_DAYS", 7)
EXPORT_DAYS = env.number("LYCEUM_EXPORT_DAYS", 7)
STAFF_SESSION_MINUTES = env.number("LYCEUM_STAFF_SESSION_MINUTES", 30)
# Admins, technicians and operators sign in with a second factor; on in production, off where Lyceum is worked on.
STAFF_SECOND_FACTOR = env.flag("LYCEUM_STAFF_SECOND_FACTOR", default=False)
SUBMISSIONS_PER_MINUTE = env.number("LYCEUM_SUBMISSIONS_PER_MINUTE", 20)

# Courses: whether a second person must approve before anything is published, and who may draft translations.
PUBLISH_NEEDS_REVIEW = env.flag("LYCEUM_PUBLISH_NEEDS_REVIEW", default=True)
TRANSLATOR = env.text("LYCEUM_TRANSLATOR", "")
TRANSLATOR_KEY = env.text("LYCEUM_TRANSLATOR_KEY", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django": {"level": "WARNING"}, "django_tasks": {"level": "WARNING"}, "celery": {"level": "WARNING"}},
}

VERSION = "0.1.0"

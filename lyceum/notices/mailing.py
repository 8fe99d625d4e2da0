"""Sends what is due by mail: one mail a person, however many notices."""

import logging
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from lyceum.kit import clock
from lyceum.notices.models import Notice
from lyceum.notices.selectors import Told, told, zone_of
from lyceum.notices.services import stop_token
from lyceum.people.api import Profile

log = logging.getLogger(__name__)
HOLD = timedelta(minutes=5)
PEOPLE_AT_ONCE = 100
MOST = 50


def send_due() -> int:
    """Mail what is due now; how many mails went out. Safe with several workers and when one is killed in between."""
    now = clock.now()
    due = Notice.objects.filter(mail_due_at__lte=now).filter(Q(mail_held_until=None) | Q(mail_held_until__lt=now))
    people = list(due.values_list("profile_id", flat=True).distinct()[:PEOPLE_AT_ONCE])
    return sum(_send_to(profile_id) for profile_id in people)


def _send_to(profile_id: int) -> bool:
    notices = _hold(profile_id)
    profile = Profile.objects.select_related("account").get(pk=profile_id)
    address = address_of(profile)
    ids = [notice.pk for notice in notices]
    if address is None:
        Notice.objects.filter(pk__in=ids).update(mail_due_at=None, mail_held_until=None)
        return False
    if not notices:
        return False
    try:
        _mail(profile, address, notices)
    except OSError:
        # It stays due: the hold runs out and it is tried again.
        log.exception("notices could not be mailed; they are tried again")
        return False
    Notice.objects.filter(pk__in=ids).update(mail_due_at=None, mail_held_until=None)
    return True


def _hold(profile_id: int) -> list[Notice]:
    """The person's due notices that nobody else is mailing, now held by us."""
    now = clock.now()
    free = Notice.objects.filter(Q(mail_held_until=None) | Q(mail_held_until__lt=now))
    due = list(free.filter(profile=profile_id, mail_due_at__lte=now).order_by("at")[:MOST])
    until = now + HOLD
    return [row for row in due if free.filter(pk=row.pk, mail_due_at__isnull=False).update(mail_held_until=until)]


def address_of(profile: Profile) -> str | None:
    """A confirmed address of the account; a child's account has none."""
    if profile.account_id is None or profile.is_closed:
        return None
    confirmed = EmailAddress.objects.filter(user_id=profile.account_id, verified=True).order_by("-primary")
    address: str | None = confirmed.values_list("email", flat=True).first()
    return address


def _mail(profile: Profile, address: str, notices: list[Notice]) -> None:
    with translation.override((profile.language or "en").lower()), timezone.override(zone_of(profile.time_zone)):
        rows = [(notice, row) for notice in notices if (row := told(notice))]
        if not rows:
            return
        kinds = sorted({notice.kind for notice, _row in rows})
        context = {
            "name": profile.name,
            "rows": [row for _notice, row in rows],
            "site": settings.SITE_URL,
            "stops": [_stop_url(profile, kind) for kind in kinds],
            "settings_url": settings.SITE_URL + reverse("notice_settings"),
        }
        body = render_to_string("notices/mail.txt", context)
        message = EmailMultiAlternatives(_subject([row for _notice, row in rows]), body, to=[address])
        message.extra_headers = _headers(notices, _stop_url(profile, kinds[0]) if len(kinds) == 1 else "")
        message.connection = get_connection()
        message.send()


def _subject(rows: list[Told]) -> str:
    if len(rows) == 1:
        # A header is one line, and isolating marks are for lines with both directions.
        return " ".join(rows[0].sentence.replace("\u2068", "").replace("\u2069", "").split())[:150]
    return _("News for you at Lyceum")


def _stop_url(profile: Profile, kind: str) -> str:
    return settings.SITE_URL + reverse("notices_stop", args=[stop_token(profile.pk, kind)])


def _headers(notices: list[Notice], stop: str) -> dict[str, str]:
    host = settings.SITE_URL.split("//")[-1].split(":")[0]
    headers = {"Message-ID": f"<notices-{notices[0].pk}-{notices[-1].pk}@{host}>", "Auto-Submitted": "auto-generated"}
    if stop:
        headers |= {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return headers

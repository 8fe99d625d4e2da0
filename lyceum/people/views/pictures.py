"""How a child signs in by pictures: the code, the name, three pictures. No account and no script is needed."""

import uuid

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lyceum.kit import clock
from lyceum.people.actors import Actor
from lyceum.people.class_codes import SECRET_PICTURES, typed
from lyceum.people.forms.institutions import CodeForm
from lyceum.people.limits import is_over, was_over
from lyceum.people.models import PICTURES, PictureSession, Profile
from lyceum.people.requests import actor_in, address_of
from lyceum.people.selectors import PROFILE_KEY
from lyceum.people.selectors.classes import PICTURES_KEY, SCHOOL_DAY, children_in, picture_session_by
from lyceum.people.services import pictures as services
from lyceum.ui.errors import page

#: Which pictures were chosen so far, of whom; the browser never sees it.
CHOSEN_KEY = "chosen_pictures"
#: Codes that no session has, tried from one address within an hour. A school is one address.
WRONG_CODES = 200


@never_cache
def picture_code(request: HttpRequest) -> HttpResponse:
    """The code that the educator says."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        if _tries_too_much(request):
            return page(request, 429)
        if picture_session_by(code) is not None:
            return redirect("picture_session", code)
        _count_wrong(request)
        form.add_error("code", _("No class has this code now. Listen to it once more."))
    return render(request, "people/picture_code.html", {"form": form})


def _limit(request: HttpRequest) -> str:
    return f"picture-code:{address_of(request)}"


def _count_wrong(request: HttpRequest) -> bool:
    return is_over(_limit(request), limit=WRONG_CODES, seconds=3600)


def _tries_too_much(request: HttpRequest) -> bool:
    return was_over(_limit(request), limit=WRONG_CODES)


@never_cache
def picture_session(request: HttpRequest, code: str) -> HttpResponse:
    """Who are you? The names and pictures of the class."""
    if _tries_too_much(request):
        return page(request, 429)
    session = picture_session_by(typed(code))
    if session is None:
        _count_wrong(request)
        return render(request, "people/picture_over.html", status=404)
    request.session.pop(CHOSEN_KEY, None)
    context = {"session": session, "children": list(children_in(session)[:200])}
    return render(request, "people/picture_session.html", context)


@never_cache
def picture_secret(request: HttpRequest, code: str, child: uuid.UUID) -> HttpResponse:
    """One picture a press; the third signs in, or says to try again."""
    session = picture_session_by(typed(code))
    if session is None or _tries_too_much(request):
        return render(request, "people/picture_over.html", status=404)
    person = children_in(session).filter(uuid=child).first()
    if person is None:
        raise Http404
    wrong = ""
    chosen = _chosen(request, person)
    if request.method == "POST":
        chosen = [*chosen, request.POST["picture"]] if request.POST.get("picture") in PICTURES else []
        if len(chosen) < SECRET_PICTURES:
            request.session[CHOSEN_KEY] = [str(person.uuid), chosen]
            return redirect("picture_secret", session.code, person.uuid)
        request.session.pop(CHOSEN_KEY, None)
        wrong = _tried(request, session, person, chosen)
        if not wrong:
            return redirect(settings.LOGIN_REDIRECT_URL)
        chosen = []
    dots = [place < len(chosen) for place in range(SECRET_PICTURES)]
    context = {
        "session": session,
        "person": person,
        "dots": dots,
        "pictures": PICTURES,
        "wrong": wrong,
        "chosen": len(chosen),
    }
    return render(request, "people/picture_secret.html", context, status=403 if wrong else 200)


def _chosen(request: HttpRequest, person: Profile) -> list[str]:
    whose, chosen = request.session.get(CHOSEN_KEY, ["", []])
    return list(chosen) if whose == str(person.uuid) else []


def _tried(request: HttpRequest, session: PictureSession, person: Profile, chosen: list[str]) -> str:
    """Signs the child in, or says what to do."""
    try:
        services.try_pictures(session=session, person=person, pictures=chosen)
    except services.Wrong:
        return _("Those are not your pictures. Look at your card and try again.")
    except services.NoMoreTries:
        return _("That was many tries. Ask your educator to help you.")
    except services.SessionOver:
        return _("Your class is not signing in now. Ask your educator.")
    _sign_in(request, session, person)
    return ""


def _sign_in(request: HttpRequest, session: PictureSession, person: Profile) -> None:
    """A session of this one profile. Whoever used the tablet before leaves nothing to the child."""
    request.session.flush()
    request.actor = Actor()  # type: ignore[attr-defined]
    request.user = AnonymousUser()
    login(request, person.account, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[PROFILE_KEY] = person.pk
    request.session[PICTURES_KEY] = [session.pk, int(clock.now().timestamp())]
    request.session.set_expiry(int(SCHOOL_DAY.total_seconds()))


@require_POST
def picture_finish(request: HttpRequest) -> HttpResponse:
    """The big button on a shared tablet: signed out, and back to the names for the next child."""
    session_id = actor_in(request).picture_session_id
    found = PictureSession.objects.filter(pk=session_id).first() if session_id else None
    if found is None:
        return redirect("picture_code")
    request.session.flush()
    return redirect("picture_session", found.code)

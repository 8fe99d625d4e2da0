"""Pages of classes: mine, one, joining, learners and their sign-in cards."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lyceum.people.class_codes import spoken
from lyceum.people.class_links import class_links
from lyceum.people.forms.institutions import ChildrenForm, ClassSettingsForm, CodeForm, PersonForm
from lyceum.people.limits import is_over, was_over
from lyceum.people.models import PICTURES, ClassMember, SchoolClass
from lyceum.people.policies import can_manage_class, require
from lyceum.people.qr import qr_svg
from lyceum.people.requests import actor_in, address_of
from lyceum.people.selectors import classes as selectors
from lyceum.people.selectors import institutions
from lyceum.people.services import children, pictures
from lyceum.people.services import classes as services
from lyceum.people.views.places import asked, class_or_404, key_in, page_of
from lyceum.ui.errors import page
from lyceum.ui.formats import number

Part = ClassMember.Part
#: Codes that no class has, tried from one address within an hour. Right ones are not counted: a school is one address.
WRONG_CODES = 60


@login_required
def my_classes(request: HttpRequest) -> HttpResponse:
    actor = actor_in(request)
    rows = list(selectors.my_classes(actor))
    context = {
        "teaching": [row for row in rows if row.part == Part.EDUCATOR],
        "learning": [row for row in rows if row.part == Part.LEARNER],
        "institutions": [] if actor.is_scoped else institutions.institutions_of(actor)[:20],
    }
    return render(request, "people/my_classes.html", context)


@login_required
def class_page(request: HttpRequest, class_uuid: uuid.UUID) -> HttpResponse:
    """Who teaches and, for who may see them, who learns here."""
    actor, found = actor_in(request), class_or_404(request, class_uuid)
    leads = can_manage_class(actor, found)
    if request.method == "POST":
        return _do(request, found)
    learners = selectors.members_of_class(
        actor, found, part=Part.LEARNER, begins=asked(request) if leads else "", leads=leads
    )
    session = selectors.open_picture_session(found) if leads else None
    context = {
        "class": found,
        "educators": selectors.members_of_class(actor, found, part=Part.EDUCATOR, leads=leads)[:50],
        "page": page_of(request, selectors.with_renewable(actor, learners) if leads else learners),
        "leads": leads,
        "is_inside": selectors.is_inside(actor, found),
        "q": asked(request),
        "code": spoken(found.join_code) if leads and selectors.is_joinable(found) else "",
        "session": session,
        "links": [] if found.closed_at else class_links(actor, found),
        "educator_form": PersonForm(),
    }
    return render(request, "people/class.html", context)


def _do(request: HttpRequest, found: SchoolClass) -> HttpResponse:
    """What the buttons of the page do; each says what happened."""
    actor, do = actor_in(request), request.POST.get("do", "")
    try:
        if do == "code":
            services.renew_join_code(actor=actor, school_class=found)
        elif do == "stop":
            services.stop_join_code(actor=actor, school_class=found)
            messages.success(request, _("Nobody can join by code any more."))
        elif do == "leave":
            services.leave(actor=actor, school_class=found)
            messages.success(request, _("You have left the class. What you did in it is kept."))
            return redirect("my_classes")
        elif do == "remove":
            services.remove_member(actor=actor, school_class=found, person_uuid=key_in(request, "person"))
            messages.success(request, _("That person is not in the class any more. What they did is kept."))
        elif do == "educator":
            services.add_educator(actor=actor, school_class=found, login=request.POST.get("login", "")[:254])
            messages.success(request, _("There is one more educator."))
    except services.LastEducator:
        messages.error(request, _("A class needs an educator. Add another one first, or close the class."))
    except services.NotAnEducator:
        messages.error(
            request,
            _("No educator of the institution has this username or e-mail. Ask an admin to give them the role."),
        )
    return redirect("class_page", found.uuid)


@login_required
def class_settings(request: HttpRequest, class_uuid: uuid.UUID) -> HttpResponse:
    actor, found = actor_in(request), class_or_404(request, class_uuid)
    require(can_manage_class(actor, found))
    if request.method == "POST" and request.POST.get("do") == "close":
        services.close_class(actor=actor, school_class=found)
        messages.success(request, _("The class is closed. What was learned in it is kept."))
        return redirect("my_classes")
    initial = {"name": found.name, "shows_names": found.shows_names}
    form = ClassSettingsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = {key: form.cleaned_data[key] for key in ("name", "shows_names")}
        services.change_class(actor=actor, school_class=found, **values)
        messages.success(request, _("Your changes are saved."))
        return redirect("class_page", found.uuid)
    return render(request, "people/class_settings.html", {"class": found, "form": form})


@login_required
def join_class(request: HttpRequest) -> HttpResponse:
    """By code: first the class, its institution and who teaches are named, then one says yes."""
    actor = actor_in(request)
    form = CodeForm(request.POST or None, initial={"code": request.GET.get("code", "")[:40]})
    door, limit = None, f"join-class:{address_of(request)}"
    if request.method == "POST" and was_over(limit, limit=WRONG_CODES):
        return page(request, 429)
    if request.method == "POST" and form.is_valid():
        door = selectors.door_of(actor, form.cleaned_data["code"])
        if door is None:
            is_over(limit, limit=WRONG_CODES, seconds=3600)
            form.add_error(
                "code", _("No class has this code now. Codes end after some days: ask your educator for a new one.")
            )
        elif request.POST.get("do") == "join":
            return _joined(request, form.cleaned_data["code"])
    context = {"form": form, "door": door, "code": form.cleaned_data.get("code", "") if door else ""}
    return render(request, "people/join_class.html", context)


def _joined(request: HttpRequest, code: str) -> HttpResponse:
    try:
        row, is_new = services.join(actor=actor_in(request), code=code)
    except services.NoSuchCode:
        messages.error(request, _("The code has just ended. Ask your educator for a new one."))
        return redirect("join_class")
    messages.success(request, _("You are in the class.") if is_new else _("You were in this class already."))
    return redirect("class_page", row.uuid)


@never_cache
@login_required
def class_learners(request: HttpRequest, class_uuid: uuid.UUID) -> HttpResponse:
    """Accounts for learners by name; the answer is the page of their sign-in cards, shown this once."""
    actor, found = actor_in(request), class_or_404(request, class_uuid)
    require(can_manage_class(actor, found))
    form = ChildrenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        cards = children.add_children(
            actor=actor,
            school_class=found,
            names=values["names"],
            by_pictures=values["way"] == "pictures",
            consented=values["consented"],
            once=values["once"] or uuid.uuid4(),
        )
        if cards:
            return _cards(request, found, cards)
        messages.warning(
            request,
            _("These learners are in the class already. Their cards were shown once: make new ones if they are lost."),
        )
        return redirect("class_page", found.uuid)
    return render(request, "people/class_learners.html", {"class": found, "form": form})


@require_POST
@never_cache
@login_required
def class_cards(request: HttpRequest, class_uuid: uuid.UUID) -> HttpResponse:
    """New cards for the learners that were chosen; the secrets before are void."""
    actor, found = actor_in(request), class_or_404(request, class_uuid)
    require(can_manage_class(actor, found))
    people = [key for text in request.POST.getlist("people") if (key := _uuid(text))]
    if not people:
        messages.error(request, _("Choose the learners who need a new card."))
        return redirect("class_page", found.uuid)
    if len(people) > children.MOST_AT_ONCE:
        most = children.MOST_AT_ONCE
        text = ngettext(
            "Choose at most %(most)s learner at a time.", "Choose at most %(most)s learners at a time.", most
        )
        messages.error(request, text % {"most": number(most)})
        return redirect("class_page", found.uuid)
    is_by_pictures = request.POST.get("way") == "pictures"
    cards = children.new_cards(actor=actor, school_class=found, people=people, by_pictures=is_by_pictures)
    return _cards(request, found, cards)


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _cards(request: HttpRequest, found: SchoolClass, cards: list[children.Card]) -> HttpResponse:
    is_by_pictures = bool(cards and cards[0].pictures)
    address = request.build_absolute_uri(reverse("picture_code" if is_by_pictures else "account_login"))
    context = {
        "class": found,
        "cards": cards,
        "address": address,
        "qr": qr_svg(address, _("Opens the page to sign in")),
        "pictures": PICTURES,
    }
    return render(request, "people/class_cards.html", context)


@never_cache
@login_required
def class_pictures(request: HttpRequest, class_uuid: uuid.UUID) -> HttpResponse:
    """The picture session of the class: the code to say aloud, until when, and the button that ends it."""
    actor, found = actor_in(request), class_or_404(request, class_uuid)
    require(can_manage_class(actor, found))
    if request.method == "POST":
        if request.POST.get("do") == "end":
            pictures.end_session(actor=actor, school_class=found)
            messages.success(request, _("The session is over. Everybody who came in by pictures is signed out."))
            return redirect("class_page", found.uuid)
        pictures.open_session(actor=actor, school_class=found)
        return redirect("class_pictures", found.uuid)
    session = selectors.open_picture_session(found)
    address = request.build_absolute_uri(reverse("picture_session", args=[session.code])) if session else ""
    context = {
        "class": found,
        "session": session,
        "code": spoken(session.code) if session else "",
        "address": address,
        "qr": qr_svg(address, _("Opens the page to sign in")) if session else "",
        "ready": selectors.children_in(session).count() if session else 0,
    }
    return render(request, "people/class_pictures.html", context)

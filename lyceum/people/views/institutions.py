"""Pages of institutions: what they are, who belongs to them, how one gets in."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from lyceum.people.forms.institutions import ClassForm, InstitutionForm, InvitationForm, RoleForm
from lyceum.people.models import Institution, Role
from lyceum.people.policies import can_make_class, can_manage_institution, can_operate, can_see_members, require
from lyceum.people.requests import actor_in
from lyceum.people.selectors import classes
from lyceum.people.selectors import institutions as selectors
from lyceum.people.services import classes as class_services
from lyceum.people.services import institutions as services
from lyceum.people.views.places import asked, institution_or_404, number_in, page_of


@login_required
def institutions(request: HttpRequest) -> HttpResponse:
    """Those that the reader belongs to or runs."""
    actor = actor_in(request)
    context = {"page": page_of(request, selectors.institutions_of(actor)), "may_found": can_operate(actor)}
    return render(request, "people/institutions.html", context)


@login_required
def found_institution(request: HttpRequest) -> HttpResponse:
    """A new institution: on top for operators, below another for its admins."""
    actor = actor_in(request)
    parents = selectors.parents_for(actor)
    parent = parents.filter(slug=request.GET.get("below", "")).first()
    require(parent is not None or can_operate(actor))
    form = InstitutionForm(request.POST or None, initial={"country": parent.country if parent else ""})
    if request.method == "POST" and form.is_valid():
        values = {**form.values(), "parent": parent, "once": form.cleaned_data["once"]}
        try:
            row = services.create_institution(actor=actor, **values)
        except services.TooDeep:
            form.add_error(None, _("Institutions can lie in one another eight deep. Choose one further up."))
        else:
            messages.success(request, _("The institution is there. Now say who looks after it."))
            return redirect("institution_members", row.slug)
    return render(request, "people/institution_form.html", {"form": form, "parent": parent})


@login_required
def institution(request: HttpRequest, slug: str) -> HttpResponse:
    actor, found = actor_in(request), institution_or_404(request, slug)
    context = {
        "institution": found,
        "above": selectors.above(found),
        "below": selectors.below(actor, found),
        "country": selectors.country_name(found.country),
        "roles": selectors.roles_of(actor, found),
        "may_manage": can_manage_institution(actor, found),
        "may_oversee": can_see_members(actor, found),
        "may_make_class": can_make_class(actor, found),
        "numbers": selectors.numbers_of(found) if can_see_members(actor, found) else None,
    }
    return render(request, "people/institution.html", context)


@login_required
def institution_settings(request: HttpRequest, slug: str) -> HttpResponse:
    """What the institution is, and where it hangs."""
    actor, found = actor_in(request), institution_or_404(request, slug)
    require(can_manage_institution(actor, found))
    is_move = request.POST.get("do") == "move"
    initial = {name: getattr(found, name) for name in ("name", "kind", "country", "languages")}
    form = InstitutionForm(request.POST if request.method == "POST" and not is_move else None, initial=initial)
    parents, wrong = selectors.parents_for(actor, found), ""
    if is_move:
        wrong = _moved(request, found)
        if not wrong:
            return redirect("institution", found.slug)
    elif form.is_bound and form.is_valid():
        services.change_institution(actor=actor, institution=found, **form.values())
        messages.success(request, _("Your changes are saved."))
        return redirect("institution", found.slug)
    context = {"institution": found, "form": form, "parents": parents, "may_top": can_operate(actor), "wrong": wrong}
    return render(request, "people/institution_settings.html", context)


def _moved(request: HttpRequest, found: Institution) -> str:
    """Moves it, or says why not."""
    actor, wanted = actor_in(request), request.POST.get("parent", "")
    parent = selectors.parents_for(actor).filter(slug=wanted).first() if wanted else None
    if wanted and parent is None:
        return _("Choose an institution from the list.")
    try:
        services.move_institution(actor=actor, institution=found, parent=parent)
    except services.Circle:
        return _("An institution cannot lie in itself or in one that lies in it.")
    except services.TooDeep:
        return _("Institutions can lie in one another eight deep. Choose one further up.")
    messages.success(request, _("The institution was moved, with all below it."))
    return ""


@never_cache
@login_required
def institution_members(request: HttpRequest, slug: str) -> HttpResponse:
    """Who belongs here. Admins give and take roles and make links by which others get one."""
    actor, found = actor_in(request), institution_or_404(request, slug)
    require(can_see_members(actor, found))
    may_manage = can_manage_institution(actor, found)
    forms: dict[str, Form] = {"give": RoleForm(), "invite": InvitationForm()}
    link = ""
    if request.method == "POST":
        do = request.POST.get("do", "")
        if do == "invite":
            forms["invite"] = InvitationForm(request.POST)
            link = _invited(request, found, forms["invite"])
        else:
            forms["give"] = RoleForm(request.POST) if do == "give" else forms["give"]
            deed = DEEDS.get(do)
            if deed is not None and deed(request, found, forms["give"]):
                return redirect(request.get_full_path())
    role = request.GET.get("role", "")
    rows = selectors.members_of(actor, found, begins=asked(request), role=role if role in Role.values else "")
    context = {
        "institution": found,
        "page": page_of(request, rows),
        "roles": Role.choices,
        "role": role,
        "q": asked(request),
        "forms": forms,
        "link": link,
        "may_manage": may_manage,
        "invitations": selectors.open_invitations(actor, found) if may_manage else [],
    }
    return render(request, "people/institution_members.html", context)


def _give(request: HttpRequest, found: Institution, form: Form) -> bool:
    require(can_manage_institution(actor_in(request), found))
    if not form.is_valid():
        return False
    try:
        services.give_role(actor=actor_in(request), institution=found, **form.cleaned_data)
    except services.NobodyFound:
        form.add_error("login", _("Nobody here has this username or e-mail. Make a link for them instead, below."))
        return False
    messages.success(request, _("The role is given."))
    return True


def _remove(request: HttpRequest, found: Institution, form: Form) -> bool:
    try:
        services.remove_role(actor=actor_in(request), institution=found, membership_id=number_in(request, "membership"))
    except services.LastAdmin:
        messages.error(
            request, _("This is the only admin. Give somebody else the role first, then take it from this person.")
        )
    else:
        messages.success(request, _("The role is taken away."))
    return True


def _withdraw(request: HttpRequest, found: Institution, form: Form) -> bool:
    key = number_in(request, "invitation")
    services.withdraw_invitation(actor=actor_in(request), institution=found, invitation_id=key)
    messages.success(request, _("The link does not work any more."))
    return True


def _invited(request: HttpRequest, found: Institution, form: Form) -> str:
    """The link, which is shown this once."""
    require(can_manage_institution(actor_in(request), found))
    if not form.is_valid():
        return ""
    code = services.invite(actor=actor_in(request), institution=found, role=form.cleaned_data["role"])
    return request.build_absolute_uri(reverse("role_invitation", args=[code]))


DEEDS: dict[str, Callable[[HttpRequest, Institution, Form], bool]] = {
    "give": _give,
    "remove": _remove,
    "withdraw": _withdraw,
}


@sensitive_post_parameters()
@never_cache
@login_required
def role_invitation(request: HttpRequest, code: str) -> HttpResponse:
    """Says which role in which institution the link offers; only then it is taken."""
    found = selectors.invitation_by(code)
    if request.method == "POST":
        try:
            membership = services.accept_invitation(actor=actor_in(request), code=code)
        except services.Void:
            found = None
        else:
            messages.success(request, _("Welcome! The role is yours."))
            return redirect("institution", membership.institution.slug)
    return render(request, "people/role_invitation.html", {"invitation": found})


@login_required
def institution_classes(request: HttpRequest, slug: str) -> HttpResponse:
    """The classes that the reader sees here, and a form for a new one."""
    actor, found = actor_in(request), institution_or_404(request, slug)
    form = ClassForm(request.POST or None)
    if request.method == "POST":
        require(can_make_class(actor, found))
        if form.is_valid():
            row = class_services.create_class(
                actor=actor, institution=found, name=form.cleaned_data["name"], once=form.cleaned_data["once"]
            )
            return redirect("class_page", row.uuid)
    rows = classes.classes_of(actor, found, begins=asked(request))
    context = {
        "institution": found,
        "page": page_of(request, rows),
        "q": asked(request),
        "form": form,
        "may_make": can_make_class(actor, found),
    }
    return render(request, "people/institution_classes.html", context)

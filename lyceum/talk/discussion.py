"""The page of a discussion as somebody of a class sees it. Courses show it inside a lesson."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from lyceum.kit import languages
from lyceum.people.api import Actor, SchoolClass, require
from lyceum.talk import selectors
from lyceum.talk.forms import PostForm
from lyceum.talk.models import Forum, Post, Topic
from lyceum.talk.policies import classes_of
from lyceum.talk.services import moderation, posts, topics
from lyceum.ui.surroundings import Surroundings


def is_in_a_class(actor: Actor) -> bool:
    """Whether there is anybody to discuss with."""
    return classes_of(actor).exists()


def discussion_response(
    request: HttpRequest, topic: Topic, surroundings: Surroundings, *, is_done: bool
) -> HttpResponse:
    """Answer a request for this topic; after a write, a redirect. `?class=` and `?thread=` say what is read."""
    visit = Visit(request, topic, surroundings, is_done)
    if request.method != "POST":
        response = _page(visit)
    elif visit.viewer is None:
        require(False)
        raise AssertionError
    else:
        do = DEEDS.get(request.POST.get("do", "write"))
        if do is None:
            raise Http404
        response = do(visit)
    # What classmates wrote is kept by nobody on the way, and not on a device that others use.
    add_never_cache_headers(response)
    return response


@dataclass
class Visit:
    request: HttpRequest
    topic: Topic
    surroundings: Surroundings
    is_done: bool

    @property
    def actor(self) -> Actor:
        return self.request.actor  # type: ignore[attr-defined,no-any-return]

    @cached_property
    def rooms(self) -> list[SchoolClass]:
        return list(classes_of(self.actor).select_related("institution").order_by("name", "pk"))

    @cached_property
    def viewer(self) -> selectors.Viewer | None:
        """None for who is in no class; a class that is not theirs is not found."""
        wanted = self.request.GET.get("class", "")
        room = next((one for one in self.rooms if str(one.uuid) == wanted), None if wanted else self._first)
        if wanted and room is None:
            raise Http404
        return selectors.Viewer.of(self.actor, room) if room else None

    @property
    def _first(self) -> SchoolClass | None:
        return self.rooms[0] if self.rooms else None

    @cached_property
    def reader(self) -> selectors.Viewer:
        if self.viewer is None:
            raise Http404
        return self.viewer

    @cached_property
    def forum(self) -> Forum:
        return selectors.forum_of(self.topic, self.reader.school_class)

    @cached_property
    def thread(self) -> Post | None:
        if not self.request.GET.get("thread"):
            return None
        return self._found(selectors.thread_in, self.request.GET["thread"])

    def posted(self) -> Post:
        """The post that a button belongs to."""
        return self._found(selectors.post_in, self.request.POST.get("post", ""))

    def _found(self, find: Callable[[selectors.Viewer, Topic, str], Post | None], key: str) -> Post:
        try:
            found = find(self.reader, self.topic, str(uuid.UUID(key)))
        except ValueError:
            found = None
        if found is None:
            raise Http404
        return found

    def address(self, thread: Post | None = None) -> str:
        query = QueryDict(mutable=True)
        query["class"] = str(self.reader.school_class.uuid)
        if thread is not None:
            query["thread"] = str(thread.uuid)
        return f"{self.request.path}?{query.urlencode()}"

    def back(self, said: str) -> HttpResponse:
        messages.success(self.request, said)
        response = HttpResponseRedirect(self.address(self.thread))
        response.status_code = 303
        return response


def _write(visit: Visit) -> HttpResponse:
    form = PostForm(visit.request.POST)
    if not form.is_valid():
        return _page(visit, form, status=422)
    try:
        post = posts.write(
            actor=visit.actor, topic=visit.topic, school_class=visit.reader.school_class,
            once=form.cleaned_data["once"] or uuid.uuid4(), text=form.cleaned_data["text"], parent=visit.thread,
        )  # fmt: skip
    except posts.NotTaken as refusal:
        form.add_error(None, _refusal(refusal))
        return _page(visit, form, status=429 if isinstance(refusal, posts.TooMany) else 409)
    return visit.back(_said(post))


def _edit(visit: Visit) -> HttpResponse:
    form, post = PostForm(visit.request.POST), visit.posted()
    if not form.is_valid():
        return _page(visit, form, status=422, edited=post)
    try:
        post = posts.edit(actor=visit.actor, post=post, text=form.cleaned_data["text"])
    except posts.NotTaken as refusal:
        form.add_error(None, _refusal(refusal))
        return _page(visit, form, status=409, edited=post)
    return visit.back(_said(post))


def _said(post: Post) -> str:
    if post.state == Post.State.SHOWN:
        return _("Your post is kept, and your class can read it.")
    return _("Your post is kept. Your class can read it once an educator has approved it.")


def _refusal(refusal: posts.NotTaken) -> str:
    if isinstance(refusal, posts.TooMany):
        return _("You wrote many posts in a short time. What you typed still stands here: send it in some minutes.")
    return _("This discussion is closed, so nothing was sent. What you typed still stands here.")


def _remove(visit: Visit) -> HttpResponse:
    posts.remove(actor=visit.actor, post=visit.posted())
    return visit.back(_("Your post is removed."))


def _report(visit: Visit) -> HttpResponse:
    posts.report(actor=visit.actor, post=visit.posted())
    return visit.back(
        _("Thank you. An educator of your class will look at it. Nobody else is told that you reported it.")
    )


def _arrange(visit: Visit) -> HttpResponse:
    asked = visit.request.POST
    moderation.arrange(
        actor=visit.actor, thread=visit.posted(), is_pinned="is_pinned" in asked, is_closed="is_closed" in asked
    )
    return visit.back(_("The thread is changed."))


def _rules(visit: Visit) -> HttpResponse:
    asked = visit.request.POST
    topics.set_rules(
        actor=visit.actor, topic=visit.topic, school_class=visit.reader.school_class,
        trusts="trusts" in asked, is_closed="is_closed" in asked,
    )  # fmt: skip
    return visit.back(_("Kept. It holds for this discussion in this class."))


DEEDS: dict[str, Callable[[Visit], HttpResponse]] = {
    "write": _write,
    "edit": _edit,
    "remove": _remove,
    "report": _report,
    "arrange": _arrange,
    "rules": _rules,
}


def _page(visit: Visit, form: PostForm | None = None, *, status: int = 200, edited: Post | None = None) -> HttpResponse:
    context: dict[str, Any] = {
        "topic": visit.topic, "text": selectors.text_of(visit.topic, languages.current()),
        "surroundings": visit.surroundings, "is_done": visit.is_done, "rooms": visit.rooms, "viewer": visit.viewer,
    }  # fmt: skip
    if visit.viewer is not None:
        context |= _talk(visit, form, edited)
    return render(visit.request, "talk/discussion.html", context, status=status)


def _talk(visit: Visit, form: PostForm | None, edited: Post | None) -> dict[str, Any]:
    viewer, thread, number = visit.reader, visit.thread, visit.request.GET.get("page")
    if edited is None and visit.request.method != "POST" and visit.request.GET.get("edit"):
        edited = visit._found(selectors.post_in, visit.request.GET["edit"])
        form = PostForm(initial={"text": edited.text})
        require(selectors.shown(viewer, [edited])[0].can_edit)
    page = selectors.replies_in(viewer, thread, number) if thread else selectors.threads_in(viewer, visit.topic, number)
    is_closed = not viewer.leads and (visit.forum.is_closed or (thread is not None and thread.is_closed))
    return {
        "forum": visit.forum,
        "thread": selectors.shown(viewer, [thread])[0] if thread else None,
        "page": page,
        "posts": selectors.shown(viewer, list(page)),
        "is_closed": is_closed,
        "form": form or PostForm(),
        "edited": edited,
        "here": visit.address(thread),
        "list_url": visit.address(),
    }

"""Educators' pages: what waits for approval or was reported, and deciding it."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lyceum.kit import languages
from lyceum.talk import selectors
from lyceum.talk.models import Post
from lyceum.talk.policies import posts_to_moderate
from lyceum.talk.services import moderation
from lyceum.talk.wording import as_html

DEEDS: dict[str, Callable[..., Post]] = {
    "approve": moderation.approve,
    "hide": moderation.hide,
    "keep": moderation.keep,
}


@never_cache
@login_required
def to_decide(request: HttpRequest) -> HttpResponse:
    page = selectors.to_decide(request.actor, request.GET.get("page"))  # type: ignore[attr-defined]
    titles = selectors.titles_of({post.forum.topic_id for post in page}, languages.current())
    rows = [
        {"post": post, "title": titles.get(post.forum.topic_id, ""), "html": as_html(post.text)} for post in page
    ]  # fmt: skip
    return render(request, "talk/to_decide.html", {"page": page, "rows": rows})


@require_POST
@login_required
def decide(request: HttpRequest, post: uuid.UUID) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    row = get_object_or_404(posts_to_moderate(actor), uuid=post)
    do, edition = DEEDS.get(request.POST.get("do", "")), request.POST.get("edition", "")
    if do is None or not edition.isdecimal() or len(edition) > 9:
        raise Http404
    try:
        do(actor=actor, post=row, edition=int(edition))
    except moderation.Stale:
        messages.warning(
            request, _("The post was changed or taken back meanwhile, so nothing was decided. Read it once more.")
        )
    else:
        messages.success(request, _("Decided."))
    return redirect("talk_to_decide")

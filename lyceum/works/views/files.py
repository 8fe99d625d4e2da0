from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from lyceum.works.models import WorkFile
from lyceum.works.policies import can_mark, can_see_hand_in, is_own


@never_cache
def work_file(request: HttpRequest, pk: int) -> FileResponse:
    """A file of a work, to those who may see the work; always a download, of a type that no browser runs."""
    actor = request.actor  # type: ignore[attr-defined]
    file = get_object_or_404(WorkFile.objects.select_related("hand_in__profile"), pk=pk)
    # A reviewer gets neither what the educator wrote nor the file's name: it may be the maker's own.
    knows_maker = is_own(actor, file.hand_in) or can_mark(actor, file.hand_in)
    if not can_see_hand_in(actor, file.hand_in) or (file.is_marked_copy and not knows_maker):
        raise Http404
    name = file.name if knows_maker else f"work-{file.pk}.{file.name.rpartition('.')[2]}"
    answer = FileResponse(default_storage.open(file.stored_as), as_attachment=True, filename=name)
    answer["Content-Type"] = "application/octet-stream"
    return answer

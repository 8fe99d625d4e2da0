"""Looks at a pack that is still being written: all that is wrong with it, or one activity as it would be read."""

from collections.abc import Mapping

from lyceum.courses.packs.activities import ActivityReader
from lyceum.courses.packs.errors import Errors, PackError, PackRejected
from lyceum.courses.packs.markdown import render
from lyceum.courses.packs.media import Medium, read_medium
from lyceum.courses.packs.reader import activity_keys, read_pack
from lyceum.courses.packs.sources import Files
from lyceum.courses.packs.structure import PackActivity
from lyceum.courses.packs.textfiles import TextFiles
from lyceum.courses.packs.whereabouts import Whereabouts


def errors_in(files: Files) -> list[PackError]:
    """Everything that the importer would refuse, in order; empty when it would take the pack."""
    try:
        read_pack(files)
    except PackRejected as rejected:
        return rejected.errors
    return []


def inspect_activity(
    files: Files, media: Mapping[str, Medium], folder: str
) -> tuple[PackActivity | None, list[PackError]]:
    """One activity of a pack whose other parts may be wrong, and what is wrong with it; `folder` ends with "/"."""
    errors = Errors()
    try:
        where = _whereabouts(files, media, errors)
        if where is None:
            return None, errors.found
        activity = ActivityReader(folder, folder.rstrip("/").rsplit("/", 1)[-1], where).read()
    except PackRejected as rejected:
        return None, rejected.errors
    return activity, PackRejected(errors.found).errors


def render_text(
    files: Files, media: Mapping[str, Medium], path: str, language: str, text: str, first_line: int = 1
) -> tuple[str, list[PackError]]:
    """Markdown as the pages will show it, though it may have errors."""
    errors = Errors()
    try:
        where = _whereabouts(files, media, errors)
        html = render(text, where.setting(path, language), first_line) if where is not None else ""
    except PackRejected as rejected:
        return "", rejected.errors
    return html, errors.found


def inspect_medium(path: str, content: bytes) -> Medium:
    """What a picture or sound is. Raises PackRejected when it is not what its name says, or not safe."""
    errors = Errors()
    medium = read_medium(path, content, errors)
    errors.raise_if_any()
    assert medium is not None, "without an error there is a medium"
    return medium


def _whereabouts(files: Files, media: Mapping[str, Medium], errors: Errors) -> Whereabouts | None:
    texts = TextFiles(files, errors)
    manifest = texts.values("pack.yaml", "pack")
    return None if manifest is None else Whereabouts(manifest.data, media, activity_keys(files), texts, errors)

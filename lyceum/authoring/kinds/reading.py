"""Editor of readings: a title and Markdown."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from lyceum.authoring.kinds.base import Editor, body_of, new_activity, one
from lyceum.authoring.tree import Changes, write_page


class ReadingEditor(Editor):
    kind = "reading"
    name = _("Reading")
    template = "authoring/kinds/reading.html"

    @classmethod
    def new_files(cls, title: str, language: str) -> dict[str, str]:
        return {
            "activity.yaml": new_activity(cls.kind, 5),
            f"{language}.md": write_page("", {"title": title}, ""),
        }

    def changes(self) -> Changes:
        head = {**self.tree.page(self.text_path).head, "title": one(self.posted, "title").strip()}
        page = write_page(self.tree.text(self.text_path), head, body_of(self.posted))
        return {**self.spec_change(self.general()), self.text_path: page}

    def context(self) -> dict[str, Any]:
        return {**self.general_context(), "body": self.tree.page(self.text_path).body}

"""Editor of discussions: a prompt, and how many posts and replies finish it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from lyceum.authoring.kinds.base import Editor, body_of, new_activity, one, whole, without_empty
from lyceum.authoring.tree import Changes, write_page


class DiscussionEditor(Editor):
    kind = "discussion"
    name = _("Discussion")
    template = "authoring/kinds/discussion.html"

    @classmethod
    def new_files(cls, title: str, language: str) -> dict[str, str]:
        return {
            "activity.yaml": new_activity(cls.kind, 10, needs={"posts": 1, "replies": 1}),
            f"{language}.md": write_page("", {"title": title}, ""),
        }

    def changes(self) -> Changes:
        head = {**self.tree.page(self.text_path).head, "title": one(self.posted, "title").strip()}
        needs = {name: whole(one(self.posted, f"needs.{name}")) for name in ("posts", "replies")}
        spec = without_empty({**self.general(), "needs": without_empty(needs)})
        page = write_page(self.tree.text(self.text_path), head, body_of(self.posted))
        return {**self.spec_change(spec), self.text_path: page}

    def context(self) -> dict[str, Any]:
        found = self.tree.data(self.spec_path).get("needs")
        return {
            **self.general_context(),
            "body": self.tree.page(self.text_path).body,
            "needs": found if isinstance(found, dict) else {},
        }

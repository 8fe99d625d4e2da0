"""Editor of assignments: the task, what is to be handed in, and the rubric."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lyceum.authoring.kinds.base import Editor, body_of, lines, new_activity, one, whole, without_empty
from lyceum.authoring.kinds.questions import free_id, moved, number_of
from lyceum.authoring.tree import Changes, write_page

FILE_KINDS = {
    "pdf": _("PDF"),
    "image": _("Pictures"),
    "document": _("Documents and tables"),
    "audio": _("Sound"),
    "video": pgettext_lazy("kind of file", "Video"),
    "code": _("Programs"),
    "archive": _("Archives (zip)"),
}
LATE = ("grace_hours", "per_day", "most", "close_days")


class AssignmentEditor(Editor):
    """A criterion's levels are written one a line, `points = words`, from the fewest to the most."""

    kind = "assignment"
    name = _("Assignment")
    template = "authoring/kinds/assignment.html"

    @classmethod
    def new_files(cls, title: str, language: str) -> dict[str, str]:
        rubric = [{"id": "c1", "levels": [0, 1, 2]}]
        words = {"c1": {"title": "", "levels": ["", "", ""]}}
        return {
            "activity.yaml": new_activity(cls.kind, 60, hand_in={"text": True}, rubric=rubric),
            f"{language}.md": write_page("", {"title": title, "rubric": words}, ""),
        }

    @property
    def criteria(self) -> dict[str, list[Any]]:
        """Levels of each criterion by its id, as far as the file can be understood."""
        found = self.tree.data(self.spec_path).get("rubric")
        rows = [row for row in found or [] if isinstance(row, dict) and row.get("id")]
        return {str(row["id"]): row["levels"] if isinstance(row.get("levels"), list) else [] for row in rows}

    @property
    def words(self) -> dict[str, Any]:
        found = self.tree.page(self.text_path).head.get("rubric")
        return found if isinstance(found, dict) else {}

    def changes(self) -> Changes:
        rubric = self.posted_rubric()
        spec = {**self.general(), **self.posted_rules()}
        spec["rubric"] = [{"id": key, "levels": levels} for key, (levels, _words) in rubric.items()]
        head = {**self.tree.page(self.text_path).head, "title": one(self.posted, "title").strip()}
        head["rubric"] = {key: words for key, (_levels, words) in rubric.items()}
        page = write_page(self.tree.text(self.text_path), head, body_of(self.posted))
        return {**self.spec_change(without_empty(spec)), self.text_path: page}

    def posted_rubric(self) -> dict[str, tuple[list[Any], dict[str, Any]]]:
        """Points and words of each criterion in the order that the form and its button want."""
        known, (do, _colon, target) = self.criteria, one(self.posted, "do").partition(":")
        order = [key for key in one(self.posted, "criteria").split() if key in known]
        if do in {"criterion-up", "criterion-down"}:
            order = moved(order, target, -1 if do == "criterion-up" else 1)
        rubric = {key: self.posted_criterion(key) for key in order if (do, target) != ("criterion-remove", key)}
        if do == "criterion-add":
            rubric[free_id("c", known)] = ([0, 1, 2], {"title": "", "levels": ["", "", ""]})
        return rubric

    def posted_criterion(self, key: str) -> tuple[list[Any], dict[str, Any]]:
        points, levels = [], []
        for line in lines(self.posted, f"c.{key}.levels"):
            number, _equals, text = line.partition("=")
            points.append(number_of(number))
            levels.append(text.strip())
        words: dict[str, Any] = {"title": one(self.posted, f"c.{key}.title").strip()}
        return points, {**words, "levels": levels} if any(levels) else words

    def posted_rules(self) -> dict[str, Any]:
        hand_in: dict[str, Any] = {name: True for name in ("text", "link") if f"in.{name}" in self.posted}
        if "in.files" in self.posted:
            kinds = [kind for kind in FILE_KINDS if kind in self.posted.get("in.types", [])]
            hand_in["files"] = without_empty({"max": whole(one(self.posted, "in.max")), "types": kinds})
        rules: dict[str, Any] = {"hand_in": hand_in or {"text": False}}
        rules["late"] = without_empty({name: number_of(one(self.posted, f"late.{name}")) for name in LATE})
        for name in ("attempts", "pass"):
            rules[name] = number_of(one(self.posted, name))
        rules["peer"] = {}
        if "peer" in self.posted:
            rules["peer"] = {name: whole(one(self.posted, f"peer.{name}") or "0") for name in ("reviews", "calibrate")}
        return rules

    def context(self) -> dict[str, Any]:
        data = self.tree.data(self.spec_path)
        hand_in, files = _group(data, "hand_in"), _group(_group(data, "hand_in"), "files")
        return {
            **self.general_context(),
            "body": self.tree.page(self.text_path).body,
            "hand_in": hand_in,
            "files": files,
            "file_kinds": [(kind, name, kind in (files.get("types") or [])) for kind, name in FILE_KINDS.items()],
            "criteria": [self._row(key, levels) for key, levels in self.criteria.items()],
            "order": " ".join(self.criteria),
            "late": _group(data, "late"),
            "peer": _group(data, "peer"),
            "attempts": data.get("attempts", ""),
            "pass": data.get("pass", ""),
        }

    def _row(self, key: str, levels: list[Any]) -> dict[str, Any]:
        words = self.words.get(key) or {}
        names = [*(words.get("levels") or []), *[""] * len(levels)]
        rows = [f"{points} = {name}".rstrip() for points, name in zip(levels, names, strict=False)]
        return {"id": key, "field": f"c.{key}", "title": words.get("title", ""), "levels": "\n".join(rows)}

    def field_of(self, name: str, at: tuple[str | int, ...]) -> str:
        if len(at) > 1 and at[0] == "rubric":
            criteria = list(self.criteria)
            key = criteria[at[1]] if isinstance(at[1], int) and at[1] < len(criteria) else at[1]
            return f"c.{key}"
        return super().field_of(name, at)


def _group(data: dict[str, Any], name: str) -> dict[str, Any]:
    found = data.get(name)
    return found if isinstance(found, dict) else {}

"""Editor of exams: a quiz with a time, and pools from which questions are drawn."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from lyceum.authoring.kinds.base import lines, new_activity, one, whole
from lyceum.authoring.kinds.questions import FORMS, number_of
from lyceum.authoring.kinds.quiz import Question, QuizEditor
from lyceum.authoring.tree import Changes
from lyceum.courses.api import dump_yaml, rewrite_yaml


class ExamEditor(QuizEditor):
    """What is drawn is written one pool a line, `pool = how many`."""

    kind = "exam"
    name = _("Exam")
    template = "authoring/kinds/exam.html"

    @classmethod
    def new_files(cls, title: str, language: str) -> dict[str, str]:
        spec, text = FORMS["single"].fresh("q1")
        return {
            "activity.yaml": new_activity(cls.kind, 45, minutes_allowed=40, questions=[spec]),
            f"{language}.yaml": dump_yaml({"title": title, "questions": {"q1": text}}),
        }

    def with_questions(self, questions: list[Question]) -> Changes:
        changes = super().with_questions([(self._with_pool(spec), text) for spec, text in questions])
        data = self.tree.changed(changes).data(self.spec_path)
        data["minutes_allowed"] = whole(one(self.posted, "minutes_allowed"))
        if not one(self.posted, "attempts").strip():
            data.pop("attempts", None)
        shows = "score" if "score_only" in self.posted else "after"
        data |= {"show": shows} if "show" in data or shows == "score" else {}
        draw = dict(self._drawn(line) for line in lines(self.posted, "draw"))
        data = {key: value for key, value in data.items() if key != "draw"} | ({"draw": draw} if draw else {})
        ordered = {key: value for key, value in data.items() if key != "questions"} | {"questions": data["questions"]}
        return {**changes, self.spec_path: rewrite_yaml(self.tree.text(self.spec_path), ordered)}

    def _with_pool(self, spec: dict[str, Any]) -> dict[str, Any]:
        name = f"q.{spec['id']}.pool"
        if name not in self.posted:
            return spec
        pool = one(self.posted, name).strip()
        rest = {key: value for key, value in spec.items() if key != "pool"}
        return {**spec, "pool": pool} if pool else rest

    @staticmethod
    def _drawn(line: str) -> tuple[str, Any]:
        pool, _equals, count = line.partition("=")
        return pool.strip(), number_of(count)

    def context(self) -> dict[str, Any]:
        data = self.tree.data(self.spec_path)
        draw = data.get("draw") if isinstance(data.get("draw"), dict) else {}
        return {
            **super().context(),
            "minutes_allowed": data.get("minutes_allowed", ""),
            "score_only": data.get("show") == "score",
            "draw": "\n".join(f"{pool} = {count}" for pool, count in (draw or {}).items()),
            "pools": [(spec["id"], spec.get("pool", "")) for spec, _text in self.questions()],
        }

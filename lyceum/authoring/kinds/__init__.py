"""How each kind of activity is written: one file a kind, found by its name here. The pack's format says what is right."""

from lyceum.authoring.kinds.assignment import AssignmentEditor
from lyceum.authoring.kinds.base import Editor
from lyceum.authoring.kinds.discussion import DiscussionEditor
from lyceum.authoring.kinds.exam import ExamEditor
from lyceum.authoring.kinds.problem import ProblemEditor
from lyceum.authoring.kinds.quiz import QuizEditor
from lyceum.authoring.kinds.reading import ReadingEditor
from lyceum.authoring.kinds.survey import SurveyEditor

_EDITORS: list[type[Editor]] = [
    ReadingEditor,
    QuizEditor,
    ProblemEditor,
    AssignmentEditor,
    ExamEditor,
    SurveyEditor,
    DiscussionEditor,
]
EDITORS: dict[str, type[Editor]] = {editor.kind: editor for editor in _EDITORS}

__all__ = ["EDITORS", "Editor"]

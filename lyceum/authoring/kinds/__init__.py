"""How each kind of activity is written: one file a kind, found by its name here. The pack's format says what is right."""

from lyceum.authoring.kinds.assignment import AssignmentEditor
from lyceum.authoring.kinds.base import Editor
from lyceum.authoring.kinds.exam import ExamEditor
from lyceum.authoring.kinds.problem import ProblemEditor
from lyceum.authoring.kinds.quiz import QuizEditor
from lyceum.authoring.kinds.reading import ReadingEditor
from lyceum.authoring.kinds.survey import SurveyEditor

EDITORS: dict[str, type[Editor]] = {
    editor.kind: editor
    for editor in (ReadingEditor, QuizEditor, ProblemEditor, AssignmentEditor, ExamEditor, SurveyEditor)
}

__all__ = ["EDITORS", "Editor"]

"""Quizzes: one class a kind of question. Grading knows no database and no page."""

from lyceum.courses.quizzes.base import Flaw, Mark, Posted, Question, Unreadable
from lyceum.courses.quizzes.kinds import KINDS
from lyceum.courses.quizzes.quiz import Quiz, Result

__all__ = ["KINDS", "Flaw", "Mark", "Posted", "Question", "Quiz", "Result", "Unreadable"]

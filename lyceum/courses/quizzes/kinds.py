"""The kinds of questions: a new kind is a class and a name here, with its form in templates/courses/questions/."""

from lyceum.courses.quizzes.base import Question
from lyceum.courses.quizzes.choices import Multiple, Single
from lyceum.courses.quizzes.entries import Fill, Numeric, Text
from lyceum.courses.quizzes.orders import Match, Order

KINDS: dict[str, type[Question]] = {kind.kind: kind for kind in (Single, Multiple, Numeric, Text, Order, Match, Fill)}

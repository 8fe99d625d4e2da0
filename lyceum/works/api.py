"""What other apps may use of works."""

from lyceum.works.assignment import assignment_response
from lyceum.works.due import register_due_dates
from lyceum.works.models import Assignment, HandIn, Mark
from lyceum.works.rubric import share_of
from lyceum.works.selectors import titles_of, to_mark
from lyceum.works.services.assignments import save_assignment
from lyceum.works.services.hand_ins import hand_in
from lyceum.works.services.marks import mark

__all__ = [
    "Assignment",
    "HandIn",
    "Mark",
    "assignment_response",
    "hand_in",
    "mark",
    "register_due_dates",
    "save_assignment",
    "share_of",
    "titles_of",
    "to_mark",
]

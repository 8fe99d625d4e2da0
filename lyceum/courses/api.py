"""What other apps may use of courses."""

from lyceum.courses.models import Activity, Course
from lyceum.courses.outline import Outline, Step, outline_of
from lyceum.courses.packs.errors import PackError, PackRejected
from lyceum.courses.selectors import (
    ContinuePoint,
    CourseResult,
    Hit,
    ListedCourse,
    Standing,
    continue_points,
    course_for,
    course_list,
    pages_for_sitemap,
    results_of,
    search,
    standing_of,
)
from lyceum.courses.services.learning import enrol
from lyceum.courses.services.packs import Imported, TargetExists, check_pack, export_pack, import_pack

__all__ = [
    "Activity",
    "ContinuePoint",
    "Course",
    "CourseResult",
    "Hit",
    "Imported",
    "ListedCourse",
    "Outline",
    "PackError",
    "PackRejected",
    "Standing",
    "Step",
    "TargetExists",
    "check_pack",
    "continue_points",
    "course_for",
    "course_list",
    "enrol",
    "export_pack",
    "import_pack",
    "outline_of",
    "pages_for_sitemap",
    "results_of",
    "search",
    "standing_of",
]

"""What other apps may use of courses."""

from lyceum.courses.cohort import Reached, done_between, last_seen, problems_of, reached_by, tries_at_quizzes
from lyceum.courses.models import Activity, Course, CourseVersion, Unit
from lyceum.courses.outline import Outline, Step, UnitOutline, outline_of
from lyceum.courses.packs.archive import pack_hash, to_zip
from lyceum.courses.packs.errors import Errors, PackError, PackRejected
from lyceum.courses.packs.inspection import errors_in, inspect_activity, inspect_medium, render_text
from lyceum.courses.packs.media import ADDRESS as MEDIA_ADDRESS
from lyceum.courses.packs.media import TYPES as MEDIA_TYPES
from lyceum.courses.packs.media import Medium
from lyceum.courses.packs.problems import VERDICTS as PROGRAM_VERDICTS
from lyceum.courses.packs.sources import MAX_FILE, Files, read_source
from lyceum.courses.packs.structure import PackActivity
from lyceum.courses.packs.textfiles import FRONT as FRONT_MATTER
from lyceum.courses.packs.words import fill_words
from lyceum.courses.packs.yamlfiles import Document, read_yaml
from lyceum.courses.packs.yamlwriting import dump_yaml, rewrite_yaml
from lyceum.courses.policies import can_see, visible_to
from lyceum.courses.quizzes import KINDS as QUESTION_KINDS
from lyceum.courses.quizzes import Quiz
from lyceum.courses.quizzes.showing import shown as shown_question
from lyceum.courses.quizzes.showing import verdict as question_verdict
from lyceum.courses.selectors import (
    ContinuePoint,
    CourseResult,
    Hit,
    ListedCourse,
    Standing,
    best_text,
    continue_points,
    course_for,
    course_list,
    pages_for_sitemap,
    results_of,
    search,
    standing_of,
)
from lyceum.courses.services.attempts import submit_attempt
from lyceum.courses.services.learning import enrol, finish
from lyceum.courses.services.packs import (
    Imported,
    TargetExists,
    check_pack,
    export_pack,
    files_of,
    import_files,
    import_pack,
)
from lyceum.courses.services.storing import Belonging
from lyceum.courses.serving import medium_response

__all__ = [
    "FRONT_MATTER",
    "MAX_FILE",
    "MEDIA_ADDRESS",
    "MEDIA_TYPES",
    "PROGRAM_VERDICTS",
    "QUESTION_KINDS",
    "Activity",
    "Belonging",
    "ContinuePoint",
    "Course",
    "CourseResult",
    "CourseVersion",
    "Document",
    "Errors",
    "Files",
    "Hit",
    "Imported",
    "ListedCourse",
    "Medium",
    "Outline",
    "PackActivity",
    "PackError",
    "PackRejected",
    "Quiz",
    "Reached",
    "Standing",
    "Step",
    "TargetExists",
    "Unit",
    "UnitOutline",
    "best_text",
    "can_see",
    "check_pack",
    "continue_points",
    "course_for",
    "course_list",
    "done_between",
    "dump_yaml",
    "enrol",
    "errors_in",
    "export_pack",
    "files_of",
    "fill_words",
    "finish",
    "import_files",
    "import_pack",
    "inspect_activity",
    "inspect_medium",
    "last_seen",
    "medium_response",
    "outline_of",
    "pack_hash",
    "pages_for_sitemap",
    "problems_of",
    "question_verdict",
    "reached_by",
    "read_source",
    "read_yaml",
    "render_text",
    "results_of",
    "rewrite_yaml",
    "search",
    "shown_question",
    "standing_of",
    "submit_attempt",
    "to_zip",
    "tries_at_quizzes",
    "visible_to",
]

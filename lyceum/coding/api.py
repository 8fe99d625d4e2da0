"""What other apps may use of coding."""

from lyceum.coding.cohort import tries_at_problems
from lyceum.coding.exercise import exercise_response
from lyceum.coding.feedback import verdict_name
from lyceum.coding.models import Problem, Submission
from lyceum.coding.packages import verify as verify_files
from lyceum.coding.selectors import judge_facts, problem_count, problem_list, queue_state, results_of, search, text_of
from lyceum.coding.services.problems import retire_problem, save_problem
from lyceum.coding.services.submissions import submit

__all__ = [
    "Problem",
    "Submission",
    "exercise_response",
    "judge_facts",
    "problem_count",
    "problem_list",
    "queue_state",
    "results_of",
    "retire_problem",
    "save_problem",
    "search",
    "submit",
    "text_of",
    "tries_at_problems",
    "verdict_name",
    "verify_files",
]

"""Adds up: from the reports of tests to groups, a score and one verdict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .model import Group, Job, Report, Test, TestReport, Verdict

_GOOD = (Verdict.ACCEPTED, Verdict.RAN)
_WORST_FIRST = (
    Verdict.JUDGE_ERROR,
    Verdict.RUN_TIME_ERROR,
    Verdict.MEMORY_LIMIT,
    Verdict.OUTPUT_LIMIT,
    Verdict.TIME_LIMIT,
    Verdict.WRONG_ANSWER,
    Verdict.PRESENTATION_ERROR,
)


class Tally:
    """Collects the reports of a job's tests, in order, and says what they come to.

    Without groups the score is the points of the accepted tests. With groups each group adds up its
    own tests and its child groups by its rule, from the root group (named "") down.
    """

    def __init__(self, job: Job) -> None:
        self.job = job
        self.reports: list[TestReport] = []
        self._tests: list[Test] = []
        self._groups = {group.name: group for group in job.groups}
        self._failed: set[str] = set()

    def skips(self, test: Test) -> bool:
        """Say whether the rules make this test needless."""
        if self.job.stop_early and self._failed and not self._groups:
            return True
        for group in self._ancestors(test.group):
            if group.stop and group.name in self._failed:
                return True
            if any(name in self._failed for name in group.requires):
                return True
        return False

    def add(self, test: Test, report: TestReport) -> None:
        """Take in the report of the next test."""
        if self._groups and report.verdict is not Verdict.SKIPPED:
            report = replace(report, score=self._test_score(test, report))
        elif report.verdict in _GOOD:
            report = replace(report, score=test.points)
        self._tests.append(test)
        self.reports.append(report)
        if report.verdict not in _GOOD:
            self._failed.update(group.name for group in self._ancestors(test.group))
            self._failed.update((test.group, test.id))

    def _ancestors(self, name: str) -> Iterable[Group]:
        """Yield the groups that hold a group, itself included, from the inside out."""
        while True:
            if name in self._groups:
                yield self._groups[name]
            if not name:
                return
            name = name.rpartition("/")[0]

    def _test_score(self, test: Test, report: TestReport) -> float:
        group = next(iter(self._ancestors(test.group)), Group(""))
        if report.verdict is not Verdict.ACCEPTED:
            return group.reject_score
        if self.job.validator is not None and self.job.validator.scores:
            return report.score
        return test.points if group.accept_score is None else group.accept_score

    def verdict(self) -> Verdict:
        """Return the job's verdict: the first refusal, in the order of the tests."""
        if self._groups:
            return self._group_verdict("")
        return _first_bad(report.verdict for report in self.reports) or self._good()

    def _good(self) -> Verdict:
        return Verdict.RAN if self.job.mode == "run" else Verdict.ACCEPTED

    def _group_verdict(self, name: str) -> Verdict:
        rule = self._groups.get(name, Group(name))
        children = [verdict for _child, verdict, _score in self._children(rule)]
        if rule.verdict == "accept_if_any" and any(verdict in _GOOD for verdict in children):
            return Verdict.ACCEPTED
        if rule.verdict == "always_accept":
            return Verdict.ACCEPTED
        bad = [verdict for verdict in children if verdict not in _GOOD and verdict is not Verdict.SKIPPED]
        if not bad:
            return Verdict.SKIPPED if Verdict.SKIPPED in children else self._good()
        return min(bad, key=_WORST_FIRST.index) if rule.verdict == "worst" else bad[0]

    def _children(self, group: Group) -> list[tuple[str, Verdict, float]]:
        """Return name, verdict and score of a group's own tests and its child groups, in the order of the tests."""
        seen: dict[str, tuple[str, Verdict, float]] = {}
        prefix = f"{group.name}/" if group.name else ""
        for test, report in zip(self._tests, self.reports, strict=True):
            if test.group == group.name:
                seen[f"test {test.id}"] = (test.id, report.verdict, report.score)
            elif test.group.startswith(prefix):
                child = prefix + test.group[len(prefix) :].split("/")[0]
                if child not in seen and not (group.ignore_sample and child == "sample"):
                    seen[child] = (child, self._group_verdict(child), self._group_score(child))
        return list(seen.values())

    def _group_score(self, name: str) -> float:
        rule = self._groups.get(name, Group(name))
        children = self._children(rule)
        if rule.aggregate == "pass":
            whole = all(verdict in _GOOD for _name, verdict, _score in children)
            return (rule.accept_score or 0) if whole and children else rule.reject_score
        scores = [score for _name, _verdict, score in children]
        if not scores:
            return 0
        if rule.aggregate == "min":
            return min(scores)
        if rule.aggregate == "max":
            return max(scores)
        return sum(scores) / (len(scores) if rule.aggregate == "avg" else 1)

    def score(self) -> float:
        """Return the whole score."""
        return self._group_score("") if self._groups else sum(report.score for report in self.reports)

    def group_scores(self) -> dict[str, float]:
        """Return the score of each group that the job describes."""
        return {name: self._group_score(name) for name in self._groups}

    def max_score(self) -> float:
        """Return the score of a submission that passes everything."""
        if not self._groups:
            return sum(test.points for test in self.job.tests)
        perfect = Tally(self.job)
        for test in self.job.tests:
            perfect.add(test, TestReport(test.id, Verdict.ACCEPTED, score=test.points))
        return perfect.score()


def _first_bad(verdicts: Iterable[Verdict]) -> Verdict | None:
    return next((one for one in verdicts if one not in _GOOD and one is not Verdict.SKIPPED), None)


def accepted(report: Report) -> bool:
    """Say whether a report is a success."""
    return report.verdict in _GOOD

"""The judge as a service: what it promises when programs, boxes, the judge itself or its parent die."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from lyceum_judge import precompiled
from lyceum_judge.protocol import Group, Job, JudgeClient, JudgeLost, JudgeRefuses, Limits, Report, Test, Verdict

from .conftest import SECRET, computes, descendants, lives

pytestmark = pytest.mark.judge
ENDLESS = "while True:\n    pass\n"
SLOW = Limits(time_ms=20_000)
ROOT = Path(__file__).parent.parent.parent


def job(source: str, *tests: Test, language: str = "python", **more: object) -> Job:
    return Job("1", language, source, tests or (Test("1", outputs=("7\n",)),), **more)  # type: ignore[arg-type]


def wait_for(true: Callable[[], bool], seconds: float = 20) -> None:
    """Wait until something is so; the deadline only bounds a failure."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        threading.Event().wait(0.01)


@pytest.fixture
def own() -> Iterator[JudgeClient]:
    """Return a judge that a test may kill."""
    with JudgeClient() as client:
        client.judge(job("print(7)"))
        yield client


def judge_in_background(client: JudgeClient, answers: list[object]) -> threading.Thread:
    def ask() -> None:
        try:
            answers.append(client.judge(job(ENDLESS, limits=SLOW)))
        except JudgeLost as lost:
            answers.append(lost)

    thread = threading.Thread(target=ask)
    thread.start()
    assert client.pid is not None
    wait_for(lambda: busy(client.pid))
    return thread


def busy(pid: int | None) -> bool:
    """Say whether a judge has a box open with a program computing in it."""
    assert pid is not None
    return any(computes(one) for one in descendants(pid))


def test_a_killed_judge_is_lost_and_takes_its_boxes_along(own: JudgeClient) -> None:
    answers: list[object] = []
    thread = judge_in_background(own, answers)
    pid = own.pid
    assert pid is not None
    boxes = descendants(pid)
    os.kill(pid, signal.SIGKILL)
    thread.join(20)
    assert isinstance(answers[0], JudgeLost)
    wait_for(lambda: not any(lives(box) for box in boxes))
    assert own.judge(job("print(7)")).verdict is Verdict.ACCEPTED


def test_a_judge_dies_with_its_parent() -> None:
    script = (
        "from lyceum_judge.protocol import *\n"
        "client = JudgeClient()\n"
        "client.judge(Job('1', 'python', 'pass', (Test('1'),)))\n"
        "print(client.pid, flush=True)\n"
        f"client.judge(Job('1', 'python', {ENDLESS!r}, (Test('1'),), Limits(time_ms=20000)))\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=ROOT)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    wait_for(lambda: busy(pid))
    family = [psutil.Process(pid), *descendants(pid)]
    parent.kill()
    parent.wait()
    parent.stdout.close()
    wait_for(lambda: not any(lives(one) for one in family))


def test_a_box_that_dies_costs_another_attempt_and_no_verdict(own: JudgeClient) -> None:
    answers: list[Report] = []
    assert own.pid is not None
    quick = replace(job(ENDLESS), limits=Limits(time_ms=1000))
    thread = threading.Thread(target=lambda: answers.append(own.judge(quick)))
    thread.start()
    wait_for(lambda: busy(own.pid))
    os.kill(min(descendants(own.pid), key=lambda one: one.pid).pid, signal.SIGKILL)
    thread.join(30)
    assert answers[0].verdict is Verdict.TIME_LIMIT


def test_no_judge_without_a_sandbox(monkeypatch: pytest.MonkeyPatch) -> None:
    from lyceum_judge import box, probe

    monkeypatch.setattr(box, "bwrap", lambda: "/bin/false")
    found = probe.refusal()
    assert found is not None
    assert "apt-get install bubblewrap" in found[1] or found[1]
    monkeypatch.setattr(probe, "refusal", lambda: ("no namespaces", "allow them"))
    from lyceum_judge import serve

    monkeypatch.setattr(serve, "refusal", lambda: ("no namespaces", "allow them"))
    answer = serve.Worker().answer({"do": "judge", "job": job("print(7)").to_dict()})
    assert answer == {"refused": "no namespaces", "remedy": "allow them"}


def test_a_refusal_reaches_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    client = JudgeClient()
    monkeypatch.setattr(client, "_exchange", lambda line: {"refused": "no namespaces", "remedy": "allow them"})
    with pytest.raises(JudgeRefuses) as caught:
        client.judge(job("print(7)"))
    assert caught.value.remedy == "allow them"


def test_the_probe_says_what_there_is(judge: JudgeClient) -> None:
    found = judge.probe()
    assert found["can_grade"]
    assert found["seccomp"]
    assert found["holes"] == ""
    assert found["uid"] != 0
    assert {name: one["works"] for name, one in found["languages"].items()} == {
        "python": True,
        "cpp": True,
        "cpp17": True,
    }
    assert "g++" in found["languages"]["cpp"]["version"]


def test_the_judge_is_not_root_and_knows_no_secret(judge: JudgeClient) -> None:
    process = psutil.Process(judge.pid)
    assert process.uids().effective != 0
    assert process.uids().saved != 0
    assert SECRET not in process.environ().values()


def test_nothing_is_left_on_the_disk(judge: JudgeClient) -> None:
    owner = psutil.Process(judge.pid).uids().real

    def files() -> list[Path]:
        return sorted(path for path in Path("/tmp").iterdir() if path.lstat().st_uid == owner)

    judge.judge(job("int main() { return 0; }", language="cpp"))
    before = files()
    judge.judge(job("int main() { return 0; }", language="cpp"))
    judge.judge(job("print(7)"))
    assert files() == before


def test_half_made_headers_are_removed_at_the_next_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LYCEUM_JUDGE_CACHE", str(tmp_path))
    tmp_path.chmod(0o700)
    gone = subprocess.Popen(["/bin/true"])
    gone.wait()
    (tmp_path / f"making-{gone.pid}-a").mkdir()
    (tmp_path / f"making-{os.getpid()}-b").mkdir()
    precompiled.tidy()
    assert [path.name for path in tmp_path.iterdir()] == [f"making-{os.getpid()}-b"]


def test_a_cache_that_others_can_write_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LYCEUM_JUDGE_CACHE", str(tmp_path))
    tmp_path.chmod(0o777)
    with pytest.raises(PermissionError):
        precompiled.cache_folder()


def test_one_test_leaves_nothing_to_the_next(judge: JudgeClient) -> None:
    source = (
        "import builtins, os, sys\n"
        "print(getattr(builtins, 'mark', 'clean'), os.environ.get('MARK', 'clean'), 'mark' in sys.modules)\n"
        "builtins.mark = os.environ['MARK'] = 'dirty'\n"
        "sys.modules['mark'] = sys\n"
        "try:\n    os.ftruncate(0, 0)\nexcept OSError:\n    pass\n"
    )
    tests = tuple(Test(str(number), outputs=("clean clean False\n",)) for number in range(3))
    assert judge.judge(job(source, *tests)).verdict is Verdict.ACCEPTED


def test_hidden_data_of_other_tests_are_out_of_reach(judge: JudgeClient) -> None:
    source = (
        "import gc\n"
        "text = ' '.join(repr(one)[:5000] for one in gc.get_objects() if isinstance(one, (dict, list, tuple, bytes)))\n"
        "print('-'.join(['needle', 'one']) in text, '-'.join(['needle', 'two']) in text)\n"
    )
    tests = (Test("1", "needle-one", outputs=("False False\n",)), Test("2", "needle-two", outputs=("False False\n",)))
    assert judge.judge(job(source, *tests)).verdict is Verdict.ACCEPTED


def test_own_input_is_run_without_an_expected_output(judge: JudgeClient) -> None:
    report = judge.judge(job("print(input() * 2000)", Test("own", "abc\n"), mode="run"))
    assert report.verdict is Verdict.RAN
    assert report.tests[0].output == "abc" * 2000 + "\n"


def test_a_run_that_fails_says_how(judge: JudgeClient) -> None:
    report = judge.judge(job("print(1)\nprint(1 / 0)", Test("own"), mode="run"))
    assert report.verdict is Verdict.RUN_TIME_ERROR
    assert (report.tests[0].output, report.tests[0].line) == ("1\n", 2)


def test_points_add_up_and_early_stops_skip(judge: JudgeClient) -> None:
    source = "n = int(input())\nprint(n if n != 2 else 0)"
    tests = tuple(Test(str(n), f"{n}\n", outputs=(f"{n}\n",), points=n) for n in (1, 2, 3))
    whole = judge.judge(job(source, *tests))
    assert (whole.verdict, whole.score, whole.max_score) == (Verdict.WRONG_ANSWER, 4, 6)
    early = judge.judge(job(source, *tests, stop_early=True))
    assert [test.verdict for test in early.tests] == ["accepted", "wrong_answer", "skipped"]


def test_groups_take_the_least_of_their_tests(judge: JudgeClient) -> None:
    source = "n = int(input())\nprint(n if n != 3 else 0)"
    tests = tuple(Test(str(n), f"{n}\n", outputs=(f"{n}\n",), points=10, group=f"g{n // 3}") for n in (1, 2, 3, 4))
    groups = (Group(""), Group("g0", "min"), Group("g1", "min", stop=True))
    report = judge.judge(job(source, *tests, groups=groups))
    assert (report.score, report.max_score) == (10, 20)
    assert report.group_scores == {"": 10, "g0": 10, "g1": 0}
    assert report.tests[3].verdict is Verdict.SKIPPED


def test_a_group_waits_for_the_groups_it_requires(judge: JudgeClient) -> None:
    tests = (Test("1", outputs=("1\n",), group="a"), Test("2", outputs=("7\n",), group="b"))
    groups = (Group(""), Group("a", "pass", accept_score=40), Group("b", "pass", accept_score=60, requires=("a",)))
    report = judge.judge(job("print(7)", *tests, groups=groups))
    assert (report.score, report.max_score) == (0, 100)
    assert report.tests[1].verdict is Verdict.SKIPPED


def test_a_language_that_is_not_here_is_the_judges_fault(judge: JudgeClient) -> None:
    assert judge.judge(job("x", language="cobol")).verdict is Verdict.JUDGE_ERROR


def test_a_call_in_a_language_without_calls_is_the_judges_fault(judge: JudgeClient) -> None:
    calls = Test("1", call="f", returns=1)
    assert judge.judge(job("int main() {}", calls, language="cpp")).verdict is Verdict.JUDGE_ERROR


def test_nonsense_is_refused_and_the_judge_goes_on(judge: JudgeClient) -> None:
    with pytest.raises(ValueError, match="KeyError"):
        judge._ask({"do": "judge"})
    assert judge.judge(job("print(7)")).verdict is Verdict.ACCEPTED


def test_the_same_submission_gets_the_same_verdict(judge: JudgeClient) -> None:
    source = "print({'a', 'b', 'c', 'd', 'e'})"
    outputs = {judge.judge(job(source)).tests[0].output for _ in range(4)}
    assert len(outputs) == 1


def test_c_plus_plus_17_is_not_20(judge: JudgeClient) -> None:
    source = "#include <iostream>\nint main() { std::cout << __cplusplus; }\n"
    assert judge.judge(job(source, Test("1", outputs=("201703",)), language="cpp17")).verdict is Verdict.ACCEPTED
    assert judge.judge(job(source, Test("1", outputs=("202002",)), language="cpp")).verdict is Verdict.ACCEPTED


def test_a_job_survives_json() -> None:
    full = job("x", Test("1", call="f", args=(1, [2]), returns={"a": 1}), groups=(Group("", requires=("a",)),))
    assert Job.from_dict(full.to_dict()) == full

"""What a submission costs: this judge beside DMOJ's judge (from PyPI) and beside the bare program, in one run.

`python bench/judge.py [--submissions N] [--without-dmoj]`. DMOJ is installed into `.bench/dmoj`; its
extension needs a compiler and libseccomp's headers (Debian: libseccomp-dev). Costs are CPU seconds of
everything that was started, from the kernel's own accounts.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from lyceum_judge.protocol import Job, JudgeClient, Test, Verdict  # noqa: E402

PLACE = ROOT / ".bench"
TESTS, MORE_TESTS = 20, 60
SOURCES = {
    "cpp": "#include <bits/stdc++.h>\nusing namespace std;\n"
    "int main() { long long a, b; cin >> a >> b; cout << a + b << endl; }\n",
    "python": "a, b = map(int, input().split())\nprint(a + b)\n",
}
DMOJ_NAMES = {"cpp": ("CPP20", "a{}.cpp", "//"), "python": ("PY3", "a{}.py", "#")}
COMPILE = ["/usr/bin/g++", "-std=c++20", "-O2", "-static"]


@dataclass
class Cost:
    """CPU seconds of a submission of 20 tests, CPU milliseconds of one more test, submissions a second by two workers."""

    submission: float
    test_ms: float
    rate: float | None = None


def job(language: str, tests: int, number: int = 0) -> Job:
    given = tuple(Test(str(i), f"{i} 4\n", outputs=(f"{i + 4}\n",)) for i in range(tests))
    mark = DMOJ_NAMES[language][2]
    return Job(str(number), language, f"{SOURCES[language]}{mark} {number}\n", given)


def cpu_of(process: psutil.Process) -> float:
    spent = process.cpu_times()
    return float(spent.user + spent.system + spent.children_user + spent.children_system)


def run_ours(language: str, tests: int, times: int, client: JudgeClient) -> float:
    """Return the CPU seconds of one submission."""
    client.judge(job(language, 1, -1))
    before = cpu_of(psutil.Process(client.pid))
    for number in range(times):
        report = client.judge(job(language, tests, number))
        assert report.verdict is Verdict.ACCEPTED, report
    return (cpu_of(psutil.Process(client.pid)) - before) / times


def our_rate(language: str, times: int) -> float:
    """Return submissions a second with two workers."""
    clients = [JudgeClient(), JudgeClient()]
    for client in clients:
        client.judge(job(language, 1, -1))

    def work(client: JudgeClient) -> None:
        for number in range(times):
            client.judge(job(language, TESTS, number))

    started = time.perf_counter()
    threads = [threading.Thread(target=work, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = time.perf_counter() - started
    for client in clients:
        client.close()
    return 2 * times / spent


def ours(language: str, times: int) -> Cost:
    with JudgeClient() as client:
        few = run_ours(language, TESTS, times, client)
        many = run_ours(language, MORE_TESTS, times, client)
    return Cost(few, (many - few) / (MORE_TESTS - TESTS) * 1000, our_rate(language, times))


def spend(command: list[str], given: bytes = b"") -> float:
    """Run a command and return its CPU seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, input=given, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def bare(language: str, times: int) -> Cost:
    """Run the same program with nothing around it; the compiler has no precompiled headers."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / DMOJ_NAMES[language][1].format("")
        source.write_text(SOURCES[language])
        building, command = 0.0, ["/usr/bin/python3", str(source)]
        if language == "cpp":
            command = [f"{folder}/program"]
            building = spend([*COMPILE, str(source), "-o", command[0]])
        runs = 20 * times
        each = sum(spend(command, b"3 4\n") for _ in range(runs)) / runs
    return Cost(building + TESTS * each, each * 1000)


def install_dmoj() -> Path:
    """Return DMOJ's command line, installed if need be. Raises CalledProcessError."""
    command = PLACE / "dmoj" / "bin" / "dmoj-cli"
    if not command.exists():
        subprocess.run([sys.executable, "-m", "venv", str(PLACE / "dmoj")], check=True)
        pip = [str(PLACE / "dmoj" / "bin" / "pip"), "install", "-q", "dmoj", "setuptools"]
        subprocess.run(pip, check=True, capture_output=True)
    return command


def write_dmoj_problem(name: str, tests: int) -> None:
    folder = PLACE / "problems" / name
    folder.mkdir(parents=True, exist_ok=True)
    rows = [f"- {{in: {i}.in, out: {i}.out, points: 1}}" for i in range(tests)]
    (folder / "init.yml").write_text("test_cases:\n" + "\n".join(rows) + "\n")
    for i in range(tests):
        (folder / f"{i}.in").write_text(f"{i} 4\n")
        (folder / f"{i}.out").write_text(f"{i + 4}\n")


def prepare_dmoj() -> Path:
    for tests in (TESTS, MORE_TESTS):
        write_dmoj_problem(f"sum{tests}", tests)
    (PLACE / "tmp").mkdir(exist_ok=True)
    settings = PLACE / "dmoj.yml"
    settings.write_text(
        f"problem_storage_globs: ['{PLACE}/problems/*']\ntempdir: {PLACE}/tmp\n"
        "runtime: {python3: /usr/bin/python3, 'g++20': /usr/bin/g++}\n"
    )
    return settings


def run_dmoj(command: Path, language: str, tests: int, times: int) -> float:
    """Return the CPU seconds of DMOJ's judge for its start and some submissions, each with a source of its own."""
    name, file, mark = DMOJ_NAMES[language]
    lines = []
    for number in range(times):
        source = PLACE / file.format(number)
        source.write_text(f"{SOURCES[language]}{mark} {time.time_ns()}\n")
        lines.append(f"submit sum{tests} {name} {source} -tl 2 -ml 262144\n")
    arguments = [str(command), "-c", str(prepare_dmoj()), "--no-ansi", "--skip-self-test", "-e", "PY3,CPP20"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(arguments, input="".join(lines), capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.stdout.count(" AC ") != times * tests:
        raise RuntimeError(f"DMOJ accepted {done.stdout.count(' AC ')} of {times * tests} tests: {done.stdout[-500:]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def dmoj(language: str, times: int) -> Cost:
    command = install_dmoj()
    start = run_dmoj(command, language, TESTS, 1)
    few = (run_dmoj(command, language, TESTS, times + 1) - start) / times
    start = run_dmoj(command, language, MORE_TESTS, 1)
    many = (run_dmoj(command, language, MORE_TESTS, times + 1) - start) / times
    return Cost(few, (many - few) / (MORE_TESTS - TESTS) * 1000)


def show(language: str, rows: dict[str, Cost]) -> None:
    alone = rows["bare program"].test_ms
    print(f"\n{language}: A+B, {TESTS} tests")
    print(
        f"{'':14} {'CPU s a submission':>20} {'CPU ms a test':>15} {'of it overhead':>15} {'a second, 2 workers':>21}"
    )
    for name, cost in rows.items():
        rate = f"{cost.rate:.1f}" if cost.rate else "–"
        print(f"{name:14} {cost.submission:20.3f} {cost.test_ms:15.2f} {cost.test_ms - alone:15.2f} {rate:>21}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=10)
    parser.add_argument("--without-dmoj", action="store_true")
    chosen = parser.parse_args()
    PLACE.mkdir(exist_ok=True)
    print(f"{os.cpu_count()} cores, {chosen.submissions} submissions of each kind")
    for language in SOURCES:
        rows = {"bare program": bare(language, chosen.submissions), "lyceum": ours(language, chosen.submissions)}
        try:
            if not chosen.without_dmoj:
                rows["dmoj"] = dmoj(language, max(2, chosen.submissions // 2))
        except (OSError, subprocess.CalledProcessError, RuntimeError) as error:
            said = getattr(error, "stderr", b"") or b""
            print(f"DMOJ cannot be run here: {error}\n{said[-800:]!r}")
        show(language, rows)


if __name__ == "__main__":
    main()

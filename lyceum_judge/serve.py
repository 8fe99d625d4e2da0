"""The worker: answers jobs, one a line of JSON on its input, with reports on its output."""

from __future__ import annotations

import json
import os
import sys
from typing import Any, BinaryIO

from . import cgroup, precompiled, privileges
from .judging import judge
from .languages import CompileError
from .model import Job, Program
from .probe import probe, refusal
from .validation import validate_inputs


class Worker:
    """Answers one request after another; opens its first box before the first job, and refuses if it cannot."""

    def __init__(self) -> None:
        self._checked = False

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """Return the answer to one request."""
        if request["do"] == "probe":
            return {"probe": probe()}
        if not self._checked:
            refused = refusal()
            if refused is not None:
                return {"refused": refused[0], "remedy": refused[1]}
            self._checked = True
        if request["do"] == "validate":
            return {"said": _validate(request)}
        return {"report": judge(Job.from_dict(request["job"])).to_dict()}


def _validate(request: dict[str, Any]) -> list[str]:
    """Run an input validator; one that does not compile refuses everything."""
    inputs = [(content, tuple(flags)) for content, flags in request["inputs"]]
    try:
        return validate_inputs(Program.from_dict(request["program"]), inputs)
    except CompileError as error:
        return [f"the validator does not compile: {error.output}"[:2000]] * len(inputs)


def serve(parent: int | None = None) -> None:
    """Serve until the input ends. `parent` is the process to die with."""
    cgroup.join()
    privileges.drop_root()
    privileges.die_with(parent)
    precompiled.tidy()
    requests, answers = _take_streams()
    worker = Worker()
    for line in requests:
        try:
            answer = worker.answer(json.loads(line))
        except (KeyError, TypeError, ValueError) as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


def _take_streams() -> tuple[BinaryIO, BinaryIO]:
    """Keep input and output for the protocol; whatever prints by mistake goes to the error stream."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    sys.stdout = sys.stderr
    return requests, answers

"""Who takes part in the demonstration, read from `content/demo/demo.yaml`."""

import uuid
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parents[3] / "content"
#: Keys of everything that is made once are derived from this, so that a second run finds what the first one made.
SPACE = uuid.UUID("9d0a4d1e-55cf-4a57-9a6c-7f4e1b6f5a10")


def key_of(*names: str) -> uuid.UUID:
    return uuid.uuid5(SPACE, "/".join(names))


@dataclass(frozen=True)
class House:
    key: str
    name: str
    kind: str
    country: str
    languages: list[str]
    parent: str = ""


@dataclass(frozen=True)
class Worker:
    username: str
    name: str
    language: str
    institution: str
    roles: list[str]


@dataclass(frozen=True)
class Group:
    key: str
    name: str
    institution: str
    educator: str
    course: str
    age: int
    language: str
    learners: list[str]
    guardians: list[str]
    #: What its learners hand in, and what the educator says to it; empty where the course asks for no work.
    work: str = ""
    comment: str = ""

    def username(self, number: int) -> str:
        return f"demo-{self.key}-{number + 1:02}"

    def guardian_username(self, number: int) -> str:
        return f"demo-home-{self.key}-{number + 1:02}"


@dataclass(frozen=True)
class Script:
    operator: dict[str, str]
    institutions: list[House]
    staff: list[Worker]
    classes: list[Group]
    #: What an educator writes about the first learner of a class, by the language of the class.
    notes: dict[str, str]

    def usernames(self) -> list[str]:
        names = [self.operator["username"], *(worker.username for worker in self.staff)]
        for group in self.classes:
            names += [group.username(number) for number in range(len(group.learners))]
            names += [group.guardian_username(number) for number in range(len(group.guardians))]
        return names


def read_script(most_learners: int) -> Script:
    """The script with at most so many learners in each class."""
    data: dict[str, Any] = yaml.safe_load((FOLDER / "demo" / "demo.yaml").read_text(encoding="utf-8"))
    groups = [Group(**{"guardians": [], **entry}) for entry in data["classes"]]
    return Script(
        operator=data["operator"],
        institutions=[House(**entry) for entry in data["institutions"]],
        staff=[Worker(**entry) for entry in data["staff"]],
        classes=[
            replace(group, learners=group.learners[:most_learners], guardians=group.guardians[:most_learners])
            for group in groups
        ],
        notes=data["notes"],
    )

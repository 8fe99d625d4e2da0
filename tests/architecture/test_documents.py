"""Documents that must not fall behind the code."""

import re
import tomllib
from pathlib import Path

from django.apps import apps
from django.conf import settings

ROOT = Path(settings.BASE_DIR)


def test_every_setting_of_the_environment_is_described() -> None:
    described = (ROOT / "docs" / "reference" / "settings.md").read_text()
    code = "".join(file.read_text() for file in (ROOT / "config").rglob("*.py"))
    named = set(re.findall(r"\"(LYCEUM_[A-Z0-9_]+)\"", code))
    assert sorted(name for name in named if f"`{name}`" not in described) == []


def test_every_dependency_is_explained() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    explained = (ROOT / "docs" / "reference" / "dependencies.md").read_text()
    names = [re.split(r"[\[<>=]", line)[0] for line in wanted]
    assert [name for name in names if f"`{name}`" not in explained] == []


def test_every_app_says_what_it_is_for() -> None:
    ours = [config for config in apps.get_app_configs() if config.name.startswith("lyceum.")]
    assert [config.name for config in ours if not (Path(config.path) / "README.md").is_file()] == []


def test_nothing_names_a_registry_or_a_machine() -> None:
    """Lock files hold hashes, never addresses, so that they serve behind any mirror."""
    locks = [*sorted((ROOT / "requirements").glob("*.txt")), ROOT / "frontend" / "package-lock.json"]
    assert [
        file.name
        for file in locks
        if re.search(r"https?://(?!(www\.)?(opencollective|github|tidelift))", file.read_text())
    ] == []

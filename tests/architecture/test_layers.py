"""What import-linter cannot see: foreign keys by name, templates of strangers."""

import configparser
import re
from pathlib import Path

from django.apps import apps
from django.conf import settings

ROOT = Path(settings.BASE_DIR)


def layers() -> dict[str, int]:
    """Rank of each app by its line in the layer contract; the highest line has the highest rank."""
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter")
    lines = parser["importlinter:contract:direction"]["layers"].split("\n")
    rows = [[name.strip(" ()") for name in line.split("|")] for line in lines if line.strip()]
    return {name: len(rows) - place for place, row in enumerate(rows) for name in row}


def test_every_app_has_its_place_in_the_layers() -> None:
    ours = {config.name.split(".")[1] for config in apps.get_app_configs() if config.name.startswith("lyceum.")}
    assert ours <= set(layers())


def test_foreign_keys_point_downwards() -> None:
    rank = layers()
    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.related_model and model._meta.app_label in rank
        and field.related_model._meta.app_label in rank
        and field.related_model._meta.app_label != model._meta.app_label
        and rank[field.related_model._meta.app_label] >= rank[model._meta.app_label]
        # The one exception of the plan: the audit log, at the bottom, names who acted.
        and not (model._meta.label == "kit.AuditEntry" and field.name == "account")
    ]  # fmt: skip
    assert upward == []


def test_foreign_keys_between_apps_leave_no_accessor_in_a_stranger() -> None:
    named = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.many_to_one and model.__module__.startswith("lyceum.")
        and field.related_model._meta.app_label != model._meta.app_label
        and field.remote_field.related_name != "+"
    ]  # fmt: skip
    assert named == []


def templates() -> list[Path]:
    return sorted((ROOT / "lyceum").rglob("templates/**/*.html")) + sorted(
        (ROOT / "lyceum" / "ui" / "components").rglob("*.html")
    )


def test_templates_use_only_their_own_apps_and_the_design_systems() -> None:
    foreign = []
    for file in templates():
        app = file.relative_to(ROOT / "lyceum").parts[0]
        for name in re.findall(r"{%\s*(?:extends|include)\s+\"([^\"]+)\"", file.read_text()):
            if name.split("/")[0] not in {app, "ui", "components"}:
                foreign.append(f"{file.name}: {name}")
    assert foreign == []


def test_templates_hold_no_inline_script_or_style() -> None:
    inline = re.compile(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=\"|javascript:", re.IGNORECASE)
    assert [file.name for file in templates() if inline.search(file.read_text())] == []


def test_no_file_is_too_long() -> None:
    code = [
        file
        for folder in ("lyceum", "lyceum_judge", "config", "tests", "bench")
        for file in (ROOT / folder).rglob("*.py")
        if "judge_cases" not in file.parts
    ]
    assert [str(file) for file in code if len(file.read_text(encoding="utf-8").splitlines()) > 400] == []

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", "--check", "--dry-run", "--verbosity", "0")


def test_migrations_are_named_by_hand() -> None:
    files = Path(settings.BASE_DIR).glob("lyceum/*/migrations/0*.py")
    assert [file.name for file in files if re.search(r"_auto_", file.name)] == []

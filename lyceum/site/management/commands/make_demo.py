"""`make_demo`: fill an empty installation with invented schools, people and their progress."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from lyceum.courses.api import Course
from lyceum.people.api import Account
from lyceum.site.demo.cast import Cast
from lyceum.site.demo.keys import passwords_for
from lyceum.site.demo.learning import make_progress
from lyceum.site.demo.script import Script, read_script


class Command(BaseCommand):
    help = "Fill an empty installation with invented schools and people. A run that was cut off can be repeated."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--learners", type=int, default=12, help="at most so many learners in each class")

    def handle(self, *, learners: int, **options: Any) -> None:
        script = read_script(learners)
        file = Path(settings.DATA_DIR) / "demo" / "passwords.json"
        self.refuse(script, file)
        cast = Cast(script, passwords_for(file, script.usernames()))
        cast.make()
        for group in script.classes:
            make_progress(group, script.notes[group.language])
        self.stdout.write(_("The demonstration is ready. Usernames and passwords: %(file)s") % {"file": file})

    def refuse(self, script: Script, file: Path) -> None:
        """Only an installation without people of its own, or one whose demonstration was begun before."""
        if Account.objects.exclude(username__startswith="demo-").exists() or (
            not file.exists() and Account.objects.exists()
        ):
            raise CommandError(_("This installation has accounts. A demonstration is only made on an empty one."))
        if settings.STAFF_SECOND_FACTOR:
            raise CommandError(
                _("Set LYCEUM_STAFF_SECOND_FACTOR=0 first: people of a demonstration have no second factor.")
            )
        wanted = {group.course for group in script.classes}
        missing = wanted - set(Course.objects.filter(slug__in=wanted).values_list("slug", flat=True))
        if missing:
            raise CommandError(_("Import these courses first: %(slugs)s") % {"slugs": ", ".join(sorted(missing))})

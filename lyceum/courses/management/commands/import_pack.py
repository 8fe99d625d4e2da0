"""`import_pack PATH`: take a content pack in, or say line by line why not."""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lyceum.courses import api
from lyceum.courses.packs.structure import Pack
from lyceum.people.api import SYSTEM
from lyceum.ui.formats import number


class Command(BaseCommand):
    help = "Import a content pack from a folder (a git checkout too) or a ZIP file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--check", action="store_true", help="only say what is wrong; import nothing")
        parser.add_argument("--verify", action="store_true", help="first run the programs that come with each problem")

    def handle(self, *, path: Path, check: bool, verify: bool, **options: Any) -> None:
        try:
            if check or verify:
                self.verify(api.check_pack(path), run=verify)
            if not check:
                self.report(api.import_pack(actor=SYSTEM, source=path))
        except api.PackRejected as rejected:
            for error in rejected.errors:
                self.stderr.write(str(error))
            count = len(rejected.errors)
            said = ngettext("Nothing was imported: %(count)s error.", "Nothing was imported: %(count)s errors.", count)
            raise CommandError(said % {"count": number(count)}) from None

    def report(self, imported: api.Imported) -> None:
        facts = {"slug": imported.course.slug, "version": imported.course.version}
        if imported.changed:
            self.stdout.write(_("Imported %(slug)s, version %(version)s.") % facts)
        else:
            self.stdout.write(_("%(slug)s, version %(version)s, was there already.") % facts)

    def verify(self, pack: Pack, *, run: bool) -> None:
        problems = [activity for unit in pack.units for activity in unit.activities if activity.kind == "problem"]
        count = len(problems)
        said = ngettext(
            "The pack is sound. It has %(count)s problem.", "The pack is sound. It has %(count)s problems.", count
        )
        self.stdout.write(said % {"count": number(count)})
        if not run or not problems:
            return
        with tempfile.TemporaryDirectory() as folder:
            for activity in problems:
                for name, content in activity.files.items():
                    file = Path(folder) / activity.key / name
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_bytes(content)
            folders = sorted(str(place) for place in Path(folder).iterdir())
            judge = [sys.executable, "-m", "lyceum_judge", "verify", *folders]
            if subprocess.run(judge, check=False).returncode:  # noqa: S603
                raise CommandError(_("Nothing was imported: the judge does not agree with the programs above."))

"""`export_pack SLUG TARGET`: write a course's pack to a new folder or a ZIP file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from lyceum.courses import api


class Command(BaseCommand):
    help = "Export a course as the pack that was imported, byte for byte."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("target", type=Path, help="a new folder, or a file whose name ends in .zip")

    def handle(self, *, slug: str, target: Path, **options: Any) -> None:
        try:
            api.export_pack(slug=slug, target=target)
        except api.Course.DoesNotExist:
            raise CommandError(_("There is no course “%(slug)s”.") % {"slug": slug}) from None
        except api.TargetExists:
            raise CommandError(_("“%(target)s” is there already. Choose another place.") % {"target": target}) from None
        self.stdout.write(_("Exported %(slug)s to %(target)s.") % {"slug": slug, "target": target})

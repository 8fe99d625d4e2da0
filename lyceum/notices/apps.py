from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "lyceum.notices"
    label = "notices"

    def ready(self) -> None:
        from lyceum.kit import sweeps
        from lyceum.notices import mailing, personal_data
        from lyceum.people.api import register_eraser, register_export

        register_export("notices", personal_data.export)
        register_eraser("notices", personal_data.erase)
        sweeps.register("notices by mail", 20, mailing.send_due)

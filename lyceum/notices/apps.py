from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "lyceum.notices"
    label = "notices"

    def ready(self) -> None:
        from lyceum.kit import sweeps
        from lyceum.notices import mailing

        sweeps.register("notices by mail", 20, mailing.send_due)

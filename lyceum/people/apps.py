from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "lyceum.people"
    label = "people"

    def ready(self) -> None:
        from lyceum.kit import sweeps
        from lyceum.people import receivers  # noqa: F401  (registers them)
        from lyceum.people.services import guardians, privacy, rosters

        sweeps.register("people.forget_old_rosters", 3600, rosters.forget_old_rosters)
        sweeps.register("people.open_those_of_age", 3600, guardians.open_those_of_age)
        sweeps.register("people.data_requests", 30, privacy.run_due)
        _register_personal_data()


def _register_personal_data() -> None:
    """People's own rows, and those of the libraries and of the log below it, which cannot register themselves."""
    from lyceum.people import personal_data as data
    from lyceum.people.registry import register_eraser, register_export

    register_export("people", data.export_people)
    register_eraser("people", data.erase_people)
    register_export("kit", data.export_log)
    register_eraser("kit", data.erase_nothing, keeps=_("The log keeps what was done and when, without name or words."))
    register_export("account", data.export_sign_in)
    register_eraser("account", data.erase_nothing)
    register_export("mfa", data.export_factors)
    register_eraser("mfa", data.erase_nothing)

from django.apps import AppConfig


class AuthoringConfig(AppConfig):
    name = "lyceum.authoring"
    label = "authoring"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from lyceum.authoring import personal_data, receivers  # noqa: F401  (receivers register themselves)
        from lyceum.authoring.notices import register_kinds
        from lyceum.people.api import register_eraser, register_export

        register_kinds()
        register_export("authoring", personal_data.export)
        keeps = _("Courses that you wrote stay, without your name in their history.")
        register_eraser("authoring", personal_data.erase, keeps=keeps)

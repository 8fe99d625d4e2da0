from django.apps import AppConfig


class AuthoringConfig(AppConfig):
    name = "lyceum.authoring"
    label = "authoring"

    def ready(self) -> None:
        from lyceum.authoring import receivers  # noqa: F401  (registers them)
        from lyceum.authoring.notices import register_kinds

        register_kinds()

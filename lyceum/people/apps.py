from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "lyceum.people"
    label = "people"

    def ready(self) -> None:
        from lyceum.people import receivers  # noqa: F401  (registers them)

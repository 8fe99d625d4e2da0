from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "lyceum.people"
    label = "people"

    def ready(self) -> None:
        from lyceum.kit import sweeps
        from lyceum.people import receivers  # noqa: F401  (registers them)
        from lyceum.people.services import rosters

        sweeps.register("people.forget_old_rosters", 3600, rosters.forget_old_rosters)

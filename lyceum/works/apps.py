from django.apps import AppConfig


class WorksConfig(AppConfig):
    name = "lyceum.works"
    label = "works"

    def ready(self) -> None:
        from lyceum.kit import sweeps
        from lyceum.people.api import register_eraser, register_export
        from lyceum.works import personal_data, receivers  # noqa: F401  (receivers register themselves)
        from lyceum.works.services import peers

        register_export("works", personal_data.export)
        register_eraser("works", personal_data.erase)
        sweeps.register("reviews left lying", 3600, peers.forget_stale)

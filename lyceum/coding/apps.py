from django.apps import AppConfig


class CodingConfig(AppConfig):
    name = "lyceum.coding"
    label = "coding"

    def ready(self) -> None:
        from lyceum.coding import receivers  # noqa: F401  (registers them)
        from lyceum.coding.services import submissions
        from lyceum.kit import sweeps

        sweeps.register("forgotten submissions", 15, submissions.queue_forgotten)

from django.apps import AppConfig


class CodingConfig(AppConfig):
    name = "lyceum.coding"
    label = "coding"

    def ready(self) -> None:
        from lyceum.coding import personal_data, receivers, tasks  # noqa: F401  (receivers register themselves)
        from lyceum.coding.services import submissions
        from lyceum.kit import sweeps
        from lyceum.kit.tasks import leases
        from lyceum.people.api import register_eraser, register_export

        leases.describe("judge", tasks.judge_facts)
        sweeps.register("forgotten submissions", 15, submissions.queue_forgotten)
        register_export("coding", personal_data.export)
        register_eraser("coding", personal_data.erase)

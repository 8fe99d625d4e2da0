from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "lyceum.kit"
    label = "kit"

    def ready(self) -> None:
        from lyceum.kit import events, sweeps  # Django's models must be loaded first
        from lyceum.kit.tasks import leases

        sweeps.register("events", 10, events.deliver_leftovers)
        sweeps.register("leases", 5, leases.reap)
        sweeps.register("finished tasks", 3600, leases.forget_finished)

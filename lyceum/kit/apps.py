from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "lyceum.kit"
    label = "kit"

    def ready(self) -> None:
        from lyceum.kit import events, sweeps  # Django's models must be loaded first

        sweeps.register("events", 10, events.deliver_leftovers)

from django.apps import AppConfig


class TeachingConfig(AppConfig):
    name = "lyceum.teaching"
    label = "teaching"

    def ready(self) -> None:
        from lyceum.teaching import notices

        notices.register()

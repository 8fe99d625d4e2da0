from django.apps import AppConfig


class TalkConfig(AppConfig):
    name = "lyceum.talk"
    label = "talk"

    def ready(self) -> None:
        from lyceum.people.api import register_eraser, register_export
        from lyceum.talk import notices, personal_data

        notices.register()
        register_export("talk", personal_data.export)
        register_eraser("talk", personal_data.erase)

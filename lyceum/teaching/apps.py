from django.apps import AppConfig


class TeachingConfig(AppConfig):
    name = "lyceum.teaching"
    label = "teaching"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from lyceum.people.api import can_see_class, register_class_link
        from lyceum.teaching import notices

        notices.register()
        register_class_link("class_work", _("Work and marks"), can_see_class)

from django.apps import AppConfig


class TeachingConfig(AppConfig):
    name = "lyceum.teaching"
    label = "teaching"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from lyceum.kit import sweeps
        from lyceum.people.api import can_see_class, register_class_link, register_eraser, register_export
        from lyceum.teaching import notices, personal_data, receivers  # noqa: F401  (receivers register themselves)
        from lyceum.teaching.services import digests, giving, marksheets, studying
        from lyceum.works.api import register_due_dates

        notices.register()
        register_due_dates(giving.assignment_due)
        sweeps.register("weeks of children", 600, digests.tell_guardians)
        sweeps.register("tables of marks left lying", 3600, marksheets.forget_old_sheets)
        sweeps.register("old days of learning", 24 * 3600, studying.forget_old_days)
        register_class_link("class_work", _("Work and marks"), can_see_class)
        register_class_link("class_messages", _("Messages"), can_see_class)
        register_export("teaching", personal_data.export)
        register_eraser(
            "teaching", personal_data.erase,
            keeps=_("Messages that you wrote to a class and marks that you gave stay, without your name."),
        )  # fmt: skip

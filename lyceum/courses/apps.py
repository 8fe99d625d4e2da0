from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "lyceum.courses"
    label = "courses"

    def ready(self) -> None:
        from lyceum.courses import (
            personal_data,
            receivers,  # noqa: F401  (registers them)
        )
        from lyceum.courses.services import exams
        from lyceum.kit import sweeps
        from lyceum.people.api import register_eraser, register_export

        register_export("courses", personal_data.export)
        register_eraser("courses", personal_data.erase)
        sweeps.register("exams whose time is over", 30, exams.close_overdue)

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "lyceum.courses"
    label = "courses"

    def ready(self) -> None:
        from lyceum.courses import receivers  # noqa: F401  (registers them)

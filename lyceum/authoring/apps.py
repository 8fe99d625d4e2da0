from django.apps import AppConfig


class AuthoringConfig(AppConfig):
    name = "lyceum.authoring"
    label = "authoring"

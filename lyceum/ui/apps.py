from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "lyceum.ui"
    label = "ui"

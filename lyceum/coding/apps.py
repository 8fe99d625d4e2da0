from django.apps import AppConfig


class CodingConfig(AppConfig):
    name = "lyceum.coding"
    label = "coding"

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "lyceum.site"
    label = "site"

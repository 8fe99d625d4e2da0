from django.urls import path

from lyceum.site import views
from lyceum.site.sitemap import robots, sitemap

urlpatterns = [
    path("", views.front_door, name="front_door"),
    path("health", views.health, name="health"),
    path("sw.js", views.service_worker, name="service_worker"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
]

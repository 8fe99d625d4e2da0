from django.urls import path, re_path

from lyceum.authoring.views import outline, preview

urlpatterns = [
    path("authoring/<uuid:copy_uuid>/pack.zip", outline.export, name="copy_export"),
    re_path(
        r"^authoring/(?P<copy_uuid>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/media/(?P<digest>[0-9a-f]{64})\.(?P<extension>[a-z0-9]+)$",
        preview.preview_medium,
        name="preview_medium",
    ),
]

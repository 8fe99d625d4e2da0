from django.urls import path, re_path

from lyceum.courses.packs.media import ADDRESS
from lyceum.courses.views import files

urlpatterns = [
    re_path(rf"^{ADDRESS[1:]}(?P<digest>[0-9a-f]{{64}})\.(?P<extension>[a-z0-9]+)$", files.medium, name="course_media"),
    path("schemas/pack/1/<slug:name>.json", files.schema, name="pack_schema"),
]

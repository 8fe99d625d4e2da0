"""Every address of Lyceum: pages under their language, machine addresses at the root."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("", include("lyceum.site.root_urls")),
    path("", include("lyceum.courses.root_urls")),
    path("", include("lyceum.authoring.root_urls")),
    path("", include("lyceum.teaching.root_urls")),
    *i18n_patterns(
        path("", include("lyceum.site.urls")),
        path("account/", include("lyceum.people.urls")),
        path("", include("lyceum.people.institution_urls")),
        path("", include("lyceum.teaching.urls")),
        path("courses/", include("lyceum.courses.urls")),
        path("code/", include("lyceum.coding.urls")),
        path("authoring/", include("lyceum.authoring.urls")),
        path("works/", include("lyceum.works.urls")),
        path("talk/", include("lyceum.talk.urls")),
        path("notices/", include("lyceum.notices.urls")),
    ),
]
handler400 = "lyceum.ui.errors.bad_request"
handler403 = "lyceum.ui.errors.forbidden"
handler404 = "lyceum.ui.errors.not_found"
handler500 = "lyceum.ui.errors.server_error"

from django.urls import path

from lyceum.site import views
from lyceum.site.operate import operate
from lyceum.site.style_guide import style_guide

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("my/", views.my_page, name="my_page"),
    path("my/results/", views.results, name="results"),
    path("help/", views.help_page, name="help"),
    path("privacy/", views.privacy, name="privacy"),
    path("offline/", views.offline, name="offline"),
    path("operate/", operate, name="operate"),
    path("style-guide/", style_guide, name="style_guide"),
]

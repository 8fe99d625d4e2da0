"""Institutions, classes and signing in by pictures."""

from django.urls import path

from lyceum.people.views import classes, pictures, rosters
from lyceum.people.views import institutions as views

urlpatterns = [
    path("institutions/", views.institutions, name="institutions"),
    path("institutions/new/", views.found_institution, name="found_institution"),
    path("institutions/invitation/<str:code>/", views.role_invitation, name="role_invitation"),
    path("institutions/<slug:slug>/", views.institution, name="institution"),
    path("institutions/<slug:slug>/settings/", views.institution_settings, name="institution_settings"),
    path("institutions/<slug:slug>/members/", views.institution_members, name="institution_members"),
    path("institutions/<slug:slug>/members.zip", rosters.institution_export, name="institution_export"),
    path("institutions/<slug:slug>/classes/", views.institution_classes, name="institution_classes"),
    path("institutions/<slug:slug>/rosters/", rosters.rosters, name="rosters"),
    path("institutions/<slug:slug>/rosters/<uuid:roster_uuid>/", rosters.roster, name="roster"),
    path("institutions/<slug:slug>/rosters/<uuid:roster_uuid>.csv", rosters.roster_lines, name="roster_lines"),
    path("classes/", classes.my_classes, name="my_classes"),
    path("classes/join/", classes.join_class, name="join_class"),
    path("classes/pictures/", pictures.picture_code, name="picture_code"),
    path("classes/pictures/finish/", pictures.picture_finish, name="picture_finish"),
    path("classes/pictures/<str:code>/", pictures.picture_session, name="picture_session"),
    path("classes/pictures/<str:code>/<uuid:child>/", pictures.picture_secret, name="picture_secret"),
    path("classes/<uuid:class_uuid>/", classes.class_page, name="class_page"),
    path("classes/<uuid:class_uuid>/settings/", classes.class_settings, name="class_settings"),
    path("classes/<uuid:class_uuid>/learners/", classes.class_learners, name="class_learners"),
    path("classes/<uuid:class_uuid>/cards/", classes.class_cards, name="class_cards"),
    path("classes/<uuid:class_uuid>/pictures/", classes.class_pictures, name="class_pictures"),
]

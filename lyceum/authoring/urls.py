from django.urls import path

from lyceum.authoring.views import activities, bank, lists, outline, preview, reviews, translate

urlpatterns = [
    path("", lists.authoring, name="authoring"),
    path("new/", lists.new, name="new_course"),
    path("take-up/", lists.take_up, name="take_up_course"),
    path("bank/", bank.question_bank, name="question_bank"),
    path("<uuid:copy_uuid>/", outline.working_copy, name="working_copy"),
    path("<uuid:copy_uuid>/facts/", outline.facts, name="copy_facts"),
    path("<uuid:copy_uuid>/steps/<slug:key>/", activities.edit_activity, name="edit_activity"),
    path("<uuid:copy_uuid>/media/", activities.copy_media, name="copy_media"),
    path("<uuid:copy_uuid>/preview/<str:language>/", preview.preview_course, name="preview_course"),
    path("<uuid:copy_uuid>/preview/<str:language>/<slug:key>/", preview.preview_activity, name="preview_activity"),
    path("<uuid:copy_uuid>/people/", reviews.people, name="copy_people"),
    path("<uuid:copy_uuid>/review/", reviews.review, name="copy_review"),
    path("<uuid:copy_uuid>/versions/", reviews.versions, name="copy_versions"),
    path("<uuid:copy_uuid>/translate/", translate.overview, name="copy_translations"),
    path("<uuid:copy_uuid>/translate/<str:language>/<slug:key>/", translate.translate, name="translate_activity"),
]

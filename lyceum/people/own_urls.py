"""Addresses of guardians, consent, one's data and staff access; part of `urls`."""

from django.urls import path

from lyceum.people.views import guardians, privacy, staff

urlpatterns = [
    path("guardians/", guardians.guardians, name="guardians"),
    path("guardians/sheet/", guardians.guardian_sheet, name="guardian_sheet"),
    path("guardians/end/", guardians.end_guardianship, name="end_guardianship"),
    path("for-a-child/", guardians.take_on_code, name="take_on_code"),
    path("for-a-child/<str:code>/", guardians.take_on, name="take_on"),
    path("children/", guardians.children, name="children"),
    path("children/<uuid:child_uuid>/", guardians.child, name="child"),
    path("children/<uuid:child_uuid>/consent/", guardians.consent, name="consent"),
    path("children/<uuid:child_uuid>/withdraw/", guardians.withdraw, name="withdraw_consent"),
    path("consent/<slug:edition>/", guardians.read_consent_text, name="read_consent_text"),
    path("data/", privacy.data, name="data"),
    path("data/export/", privacy.export_data, name="export_data"),
    path("data/erase/", privacy.erase_data, name="erase_data"),
    path("data/keep/<uuid:request_uuid>/", privacy.keep_data, name="keep_data"),
    path("data/<uuid:profile_uuid>/", privacy.data, name="data_of"),
    path("data/<uuid:profile_uuid>/erase/", privacy.erase_data, name="erase_data_of"),
    path("data/<uuid:request_uuid>/<str:token>/", privacy.download_export, name="download_export"),
    path("activity/", privacy.activity, name="access_log"),
    path("activity/<uuid:profile_uuid>/", privacy.activity, name="access_log_of"),
    path("people/", staff.people, name="people"),
    path("people/<uuid:profile_uuid>/", staff.person, name="person"),
    path("people/<uuid:profile_uuid>/open/", staff.open_session, name="open_staff_session"),
    path("people/<uuid:profile_uuid>/close/", staff.close_session, name="close_staff_session"),
    path("people/<uuid:profile_uuid>/change/", staff.change_record, name="change_record"),
    path("people/<uuid:profile_uuid>/reset/", staff.reset_password, name="reset_by_staff"),
    path("people/acting/end/", staff.end_acting, name="end_acting"),
]

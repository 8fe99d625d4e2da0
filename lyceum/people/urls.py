from allauth.account import views as allauth
from django.urls import path, re_path

from lyceum.people import own_urls, security_urls
from lyceum.people.views import accounts as views

urlpatterns = [
    path("sign-in/", allauth.login, name="account_login"),
    path("sign-out/", allauth.logout, name="account_logout"),
    path("sign-up/", views.sign_up, name="account_signup"),
    path("confirm/<str:key>/", allauth.confirm_email, name="account_confirm_email"),
    path("password/", allauth.password_change, name="account_change_password"),
    path("password/reset/", allauth.password_reset, name="account_reset_password"),
    path("password/reset/sent/", allauth.password_reset_done, name="account_reset_password_done"),
    path("password/reset/code/", views.recover, name="recover"),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/reset/done/", allauth.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("recovery-code/", views.recovery_code, name="recovery_code"),
    path("settings/", views.settings, name="settings"),
    path("profiles/", views.profiles, name="profiles"),
    path("profiles/switch/", views.switch_profile, name="switch_profile"),
    path("data-saver/", views.data_saver, name="data_saver"),
    *own_urls.urlpatterns,
    *security_urls.urlpatterns,
]

"""Addresses of second factors, passkeys and devices; part of `urls`. The names are the library's where it has the view."""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import path

from lyceum.people.views import openid, security

urlpatterns = [
    path("security/", security.index, name="mfa_index"),
    path("security/devices/end/", security.end_device, name="end_device"),
    path("security/devices/end-others/", security.end_other_devices, name="end_other_devices"),
    path("security/again/", account.reauthenticate, name="account_reauthenticate"),
    path("security/again/code/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("security/again/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("security/code/", factors.authenticate, name="mfa_authenticate"),
    path("security/app/", security.activate_totp, name="mfa_activate_totp"),
    path("security/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("security/recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("security/recovery-codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("security/recovery-codes/download/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("security/passkeys/", security.index, name="mfa_list_webauthn"),
    path("security/passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("security/passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("security/passkeys/<int:pk>/name/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("sign-in/with/", openid.choose_institution, name="choose_institution"),
    path("sign-in/with/<slug:slug>/", openid.sign_in_with, name="sign_in_with"),
    path("sign-in/with/<slug:slug>/back/", openid.signed_in_with, name="signed_in_with"),
    path("sign-in/service/<slug:slug>/", openid.provider_settings, name="provider_settings"),
    path("sign-in/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
]

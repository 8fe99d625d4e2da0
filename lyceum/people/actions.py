"""The audit log in plain words, for the person whom it is about."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

YOU = pgettext_lazy("who did it", "You")
GUARDIAN = pgettext_lazy("who did it", "A guardian")
STAFF = pgettext_lazy("who did it", "Staff")
OPERATOR = pgettext_lazy("who did it", "The operator of this installation")
LYCEUM = pgettext_lazy("who did it", "Lyceum itself")

SENTENCES: dict[str, Promise] = {
    "people.open_account": _("Opened the account"),
    "people.add_profile": _("Added this person to an account"),
    "people.change_settings": _("Changed settings"),
    "people.merge_guest": _("Brought along what was done before signing in"),
    "people.reset_with_code": _("Set a new password with the recovery code"),
    "people.make_account": _("Made this account for a class"),
    "people.new_card": _("Made a new sign-in card"),
    "people.sign_in_by_pictures": _("Signed in by pictures"),
    "people.wrong_pictures": _("Wrong pictures were chosen"),
    "people.join_class": _("Came into a class"),
    "people.leave_class": _("Left a class"),
    "people.give_role": _("Got a role in an institution"),
    "people.remove_role": _("Lost a role in an institution"),
    "people.rename": _("Changed the name from a roster"),
    "people.invite_guardian": _("Made an invitation for a guardian"),
    "people.begin_guardianship": _("Became guardian"),
    "people.end_guardianship": _("Ended a guardianship"),
    "people.give_consent": _("Gave consent"),
    "people.withdraw_consent": _("Withdrew consent"),
    "people.open_profile": _("The account opened"),
    "people.close_profile": _("The account closed"),
    "people.tell_birth_year": _("Told the year of birth"),
    "people.open_staff_session": _("Opened the record"),
    "people.open_staff_session.look": _("Opened the record to look at it"),
    "people.open_staff_session.edit": _("Opened the record to change it"),
    "people.open_staff_session.act": _("Began to act in this person's name"),
    "people.close_staff_session": _("Closed the record"),
    "people.change_record": _("Changed name or year of birth"),
    "people.reset_password_by_staff": _("Made a new recovery code and voided the password"),
    "people.ask_export": _("Asked for an export of all data"),
    "people.export": _("Made the export"),
    "people.download_export": _("Downloaded the export"),
    "people.ask_erase": _("Asked to erase everything"),
    "people.keep_data": _("Stopped the erasing"),
    "people.sign_in_by_institution": _("Signed in with an institution"),
    "people.link_institution": _("Linked the account with an institution's sign-in"),
    "people.end_session": _("Signed out a device"),
    "people.end_sessions": _("Signed out all other devices"),
}


def sentence(action: str, details: dict[str, Any]) -> Promise | str:
    """What happened; an action of another app is told in general, and by its name."""
    if action == "people.open_staff_session":
        return SENTENCES.get(f"{action}.{details.get('kind')}", SENTENCES[action])
    return SENTENCES.get(action, _("Changed something"))

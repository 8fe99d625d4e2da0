from lyceum.people.models.accounts import MAX_PROFILES, PICTURES, Account, Profile
from lyceum.people.models.classes import ClassMember, PictureSecret, PictureSession, SchoolClass
from lyceum.people.models.guardians import Consent, Guardianship, Invitation
from lyceum.people.models.institutions import Institution, Membership, Role, RosterLink
from lyceum.people.models.staff import StaffSession

__all__ = [
    "MAX_PROFILES",
    "PICTURES",
    "Account",
    "ClassMember",
    "Consent",
    "Guardianship",
    "Institution",
    "Invitation",
    "Membership",
    "PictureSecret",
    "PictureSession",
    "Profile",
    "Role",
    "RosterLink",
    "SchoolClass",
    "StaffSession",
]

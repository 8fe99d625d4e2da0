from lyceum.people.models.accounts import MAX_PROFILES, PICTURES, Account, Profile
from lyceum.people.models.classes import ClassMember, PictureSecret, PictureSession, PictureTry, SchoolClass
from lyceum.people.models.guardians import Consent, Guardianship, Invitation
from lyceum.people.models.institutions import (
    Institution,
    Membership,
    Role,
    RoleInvitation,
    RosterImport,
    RosterLink,
)
from lyceum.people.models.privacy import DataRequest
from lyceum.people.models.security import DeviceSession, OpenIDIdentity, OpenIDProvider
from lyceum.people.models.staff import StaffSession

__all__ = [
    "MAX_PROFILES",
    "PICTURES",
    "Account",
    "ClassMember",
    "Consent",
    "DataRequest",
    "DeviceSession",
    "Guardianship",
    "Institution",
    "Invitation",
    "Membership",
    "OpenIDIdentity",
    "OpenIDProvider",
    "PictureSecret",
    "PictureSession",
    "PictureTry",
    "Profile",
    "Role",
    "RoleInvitation",
    "RosterImport",
    "RosterLink",
    "SchoolClass",
    "StaffSession",
]

from lyceum.authoring.models.bank import BankQuestion
from lyceum.authoring.models.copies import Collaborator, FileRevision, Removal, WorkingCopy, WorkingFile
from lyceum.authoring.models.reviews import Comment, Review
from lyceum.authoring.models.work import Translation, Verification

__all__ = [
    "BankQuestion",
    "Collaborator",
    "Comment",
    "FileRevision",
    "Removal",
    "Review",
    "Translation",
    "Verification",
    "WorkingCopy",
    "WorkingFile",
]

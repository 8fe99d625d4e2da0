"""What other apps may use of authoring."""

from lyceum.authoring.policies import can_author

__all__ = ["can_author"]

"""What other apps may use of notices."""

from lyceum.notices.kinds import register_kind
from lyceum.notices.services import tell

__all__ = ["register_kind", "tell"]

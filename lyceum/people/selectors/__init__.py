"""What people reads, by subject; pages and services ask here."""

from lyceum.people.selectors.accounts import PROFILE_KEY, actor_of, profiles_of

__all__ = ["PROFILE_KEY", "actor_of", "profiles_of"]

"""What other apps may use of talk."""

from lyceum.talk.discussion import discussion_response, is_in_a_class
from lyceum.talk.models import Topic
from lyceum.talk.services.topics import save_topic

__all__ = ["Topic", "discussion_response", "is_in_a_class", "save_topic"]

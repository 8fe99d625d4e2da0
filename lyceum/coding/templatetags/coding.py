from django import template

from lyceum.coding.exercise import LANGUAGES
from lyceum.coding.feedback import verdict_name

register = template.Library()
register.filter("verdict_label", verdict_name)


@register.filter
def language_label(code: str) -> str:
    """The programming language's name, a name of its own in every human language."""
    return LANGUAGES[code]["name"] if code in LANGUAGES else code


@register.filter
def literal(value: object) -> str:
    """A value as one would write it in a program."""
    return repr(value)

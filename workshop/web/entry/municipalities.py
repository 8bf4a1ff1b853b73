"""The names of municipalities that fields suggest, in the order of the reader's language."""

from workshop.language.sorting import alphabetical
from workshop.language.speech import language
from workshop.operations.municipalities.names import suggested
from workshop.web.app_context import app_context


def names_of_municipalities() -> list[str]:
    """Return the names of all municipalities, those in the reader's language first."""
    with app_context().database.read() as session:
        found = suggested(session)
    finnish, swedish = {row.name_fi for row in found}, {row.name_sv for row in found}
    first, second = (swedish, finnish) if language() == "sv" else (finnish, swedish)
    return [*sorted(first, key=alphabetical), *sorted(second - first, key=alphabetical)]

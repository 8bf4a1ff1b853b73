"""The pages of documents: the one of a consultation, and those that were adopted, which are for everybody."""

from workshop.web.pages.documents import adopted, document, templates

__all__ = ["adopted", "document", "templates"]

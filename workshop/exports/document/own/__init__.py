"""An organisation's own DOCX template: checked when it is given, filled when a document is made."""

"""What a record tells when it is read as a whole: pure functions of what everybody may see already."""

"""Commands on votes that come in otherwise than by a device: sheets of paper, and hands that are raised."""

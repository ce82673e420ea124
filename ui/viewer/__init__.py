"""The place where a citation is opened: a frame with its boxes, or a text with its span."""

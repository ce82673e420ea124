"""From pixels and files to redacted text, in a worker child of its own."""

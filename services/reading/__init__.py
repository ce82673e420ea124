"""From pixels and files to redacted text: line finding, recognition, redaction and the worker child."""

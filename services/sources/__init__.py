"""Sources that yield what other programs kept: browsers' histories, and records to import.

A source (``base.ItemSource``) only reads and tells; ``intake`` puts what it yields through the
exclusions and into memory, in batches and each thing once. A new source is one module and one line
in ``detect``.
"""

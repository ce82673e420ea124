"""Documents of many kinds become text and segments with anchors.

``kinds`` is light and asked in the window's process; ``parse`` loads the libraries and belongs in
the reading worker.
"""

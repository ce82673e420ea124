"""Makes the sample library that ships in ``resources/sample``: a made-up person's week."""

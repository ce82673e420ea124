"""The embedder, the sealed vectors in Chroma, and what keeps both in line with the rows."""

"""The vault: keys and where they come from, sealing of blobs, and the folder that holds it all."""

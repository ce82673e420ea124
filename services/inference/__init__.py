"""The local language model, held in a child process so that it can fail without harm."""

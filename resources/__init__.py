"""What ships beside the code: icons, prompts, the embedding model and the sample library."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent
"""The folder that holds every resource file."""

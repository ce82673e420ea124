"""From hits to an answer whose every sentence leads back to what was seen."""

"""What becomes of captures: worth, strength, fading, events, facts and forgetting."""

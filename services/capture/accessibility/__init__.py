"""What programs tell of the text in their windows, beside the pixels."""

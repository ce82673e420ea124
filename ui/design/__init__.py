"""The look: tokens, stylesheet, colours of strength, icons and the widgets made from them."""

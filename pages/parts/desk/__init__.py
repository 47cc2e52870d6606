"""What the pages of the desk are made of."""

"""The routes that hand out files, and what they need: offers, links, contents."""

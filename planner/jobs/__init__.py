"""The work that is done after a page has answered."""

"""Where nodes stand and how they look, and the pictures drawn from it."""

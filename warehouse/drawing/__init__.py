"""Layout, visual attributes, and pictures drawn from rows: the historiograph and charts."""

"""What a Chinese city means by its words: unit grids, codes, components, cases."""

"""The public face: `Map` and `Layer`."""

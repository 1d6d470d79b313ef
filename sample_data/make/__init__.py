"""Makes the sample city: invented, seeded, the same every time."""

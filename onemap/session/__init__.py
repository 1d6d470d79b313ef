"""What is open now: the one owner of mutable state. No Qt."""

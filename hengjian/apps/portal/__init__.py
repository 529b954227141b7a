"""What the portal shows."""

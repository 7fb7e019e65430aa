"""What is done on site: noted, signed, and received from the phone."""

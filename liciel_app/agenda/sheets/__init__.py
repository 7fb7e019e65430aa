"""The tour sheet of a person's day: printed, shown with its map, and shared by a link that can be revoked."""

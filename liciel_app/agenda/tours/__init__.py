"""The shortest tours: who visits what, in which order and when, with the reasons and the repairs."""

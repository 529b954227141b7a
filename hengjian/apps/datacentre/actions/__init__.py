"""Acts of the room, one module a subject. Importing the package declares them."""

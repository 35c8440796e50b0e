"""From text to documents and expression trees that know their places."""

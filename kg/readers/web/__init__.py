"""From a web page to the release in it."""

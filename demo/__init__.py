"""The sample press: invented outlets and articles, served by a real HTTP server on loopback."""

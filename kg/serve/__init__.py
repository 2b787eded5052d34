"""The graph over HTTP: a SPARQL endpoint that only reads, and pages for people.

Needs Starlette, uvicorn and Jinja, which nothing else of the program loads.
"""

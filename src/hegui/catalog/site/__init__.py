"""The catalogue as pages: for a static site, and for the service's own.

Every page is a document in both languages (``hegui.render.document``); ``contents.pages`` names
them all, ``static.make`` writes the site.
"""

"""Every route of the hostile server. A new one is one line in the file of its kind: a path, an answer, how it must end."""

from hostile import routes_bodies, routes_feeds, routes_heads, routes_redirects
from hostile.talk import Route

ROUTES: dict[str, Route] = routes_bodies.ROUTES | routes_heads.ROUTES | routes_redirects.ROUTES | routes_feeds.ROUTES

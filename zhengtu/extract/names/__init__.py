"""Names of enterprises, projects and parks, who they are and how they hang together."""

"""From facts to a graph, a store and answers."""

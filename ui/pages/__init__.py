"""Pages, one package per page; pages never import each other."""

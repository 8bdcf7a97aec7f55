"""The procedure as data: its file, its proof of soundness, its engine and its working time. Pure."""

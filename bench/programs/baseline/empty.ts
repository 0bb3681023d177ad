/** A program that does nothing: what it takes to start is what any compiled program takes. */

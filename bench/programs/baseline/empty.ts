/** A program that does nothing: it measures the start-up of any compiled program. */

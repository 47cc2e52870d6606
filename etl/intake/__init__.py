"""Back in: from the bytes that a country sent to rows, each value with its address."""

"""The public record: read as text, every row with its line, and checked cell by cell."""

"""What stands before every answer: who may ask, how much at once, how long, and under which headers."""

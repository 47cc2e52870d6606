"""An invented round, to see and to learn on."""

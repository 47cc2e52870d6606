"""Pictures and papers, drawn and set by processes of their own."""

"""The store: the journal, the originals, editions as they are sealed and put in force, and the proof that all is as
it was left.
"""

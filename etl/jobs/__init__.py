"""Long work as jobs: each is a process of its own with a state on disk, which everybody at the desk sees."""

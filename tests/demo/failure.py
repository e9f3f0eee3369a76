class DemoFailure(Exception):
    """Ends the demo with exit code 1; its text is one sentence for the person at the terminal."""

"""`./dev demo`: a forge, a Jira stand-in with the plugin, an account between them, and a comparison of what the
issue pages show with what git itself says."""

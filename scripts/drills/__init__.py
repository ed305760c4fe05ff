"""What happens when a part fails: each module breaks one thing and looks at what came of it."""

"""The production file without containers: its very commands, with our ports and folders."""

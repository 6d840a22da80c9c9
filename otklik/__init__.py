"""The shell around it all: commands, configuration, what is wrong."""

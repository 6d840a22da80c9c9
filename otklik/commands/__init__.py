"""The subcommands, one a file; `otklik.app` is their order."""

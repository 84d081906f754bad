"""The subcommands of ``zongji``, one module each: they read the command line, call the runtime and print."""

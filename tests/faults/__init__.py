"""What an outlet, or somebody between it and us, may do to us: each file one kind of harm, each with its figure."""

"""`otklik doctor`: one file a part of the whole, each finding with its mend."""

"""What the pipeline finds held against labelled texts: precision, recall, F1 and confusion."""

"""What was seen, kept, tagged and sent: the archive's tables and the functions that read and write them."""

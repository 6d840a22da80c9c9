"""REPORT: a period of one union measured, written as Word, PDF and Excel; and its members' news chosen."""

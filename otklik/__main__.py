"""`python -m otklik`: the same command where the console script is not on the path."""

from otklik.cli import main

main()

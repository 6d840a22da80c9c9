"""Tests of the sample press."""

"""Packages between stations and offices: made, taken in, signed for."""

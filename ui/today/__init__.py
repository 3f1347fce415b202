"""The parts of Today beside what is due."""

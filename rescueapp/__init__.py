"""The product without its window: data, rules, keys, storage, paper and packages."""

__version__ = "0.1.0"

"""The whole product walked through without a person."""

"""The desks of the page "Oversight": one matter of a supervisor or inspector each."""

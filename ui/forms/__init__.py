"""The form view and its editors: where answers are typed, one editor for each kind of question."""

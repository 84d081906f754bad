"""The screens: each puts a view model into widgets, and what the widgets are asked for into the desk."""

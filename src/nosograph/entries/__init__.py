"""The dictionary's folders to model values, and back."""

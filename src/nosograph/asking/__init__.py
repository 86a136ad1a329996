"""Asking: one function per question, typed answers, one warm object per open release."""

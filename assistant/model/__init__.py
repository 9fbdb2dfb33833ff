"""A language model, where the user names one: it may propose a plan and word a sentence; code decides on both."""

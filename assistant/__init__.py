"""What follows from the reports: questions become replies, claims become verdicts. Never opens a report's file."""

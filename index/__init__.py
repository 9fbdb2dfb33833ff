"""What the reports say: files become text, passages and figures, each with its exact place. Never concludes anything."""

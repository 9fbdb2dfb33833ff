"""What a language model is told, as Markdown files with ``$name`` variables; read by ``assistant.prompting``."""

"""``python -m eval``."""

from eval.commands import main

if __name__ == "__main__":
    main(prog_name="python -m eval")

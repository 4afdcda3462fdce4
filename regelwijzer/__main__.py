"""``python -m regelwijzer``."""

from regelwijzer.cli import run

if __name__ == "__main__":
    run()

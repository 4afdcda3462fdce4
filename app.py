"""Regelwijzer: `python3 app.py` sets everything up and opens the app.

Streamlit runs this same file to draw each page; then there is nothing to set up.
"""

import sys

if "streamlit" in sys.modules:
    from regelwijzer.ui.main import main

    main()
elif __name__ == "__main__":
    from regelwijzer.launch import start

    sys.exit(start())

"""The file that Streamlit runs when the app is started from an installed package."""

from regelwijzer.ui.main import main

main()

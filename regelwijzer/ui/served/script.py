"""The file that Streamlit runs when the app is started from an installed package."""

from regelwijzer.ui.main import main

if __name__ == "__main__":  # so Streamlit runs it; the command line only asks where it stands
    main()

"""Apart, because Streamlit makes a page of every file in a folder ``pages`` beside its script."""

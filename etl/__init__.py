"""From file to edition: read, check, model, publish. Nothing in here knows Streamlit or Altair."""

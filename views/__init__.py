"""An edition, seen: queries, charts, tables, words and workbooks. Nothing in here knows Streamlit or the ETL."""

"""Where records go: JSONL, CSV, Parquet, DataFrames."""

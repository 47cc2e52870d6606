"""The desk of the secretariat: submissions, findings, questions, workbooks given back."""

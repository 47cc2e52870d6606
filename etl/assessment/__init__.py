"""Any series judged by the rules of a profile, and statuses rolled up."""

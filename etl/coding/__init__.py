"""Coding: two coders, their agreement, adjudication, and the country's reply."""

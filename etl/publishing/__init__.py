"""Publishing: preview, note, embargo, release, exports, rebuild, handover."""

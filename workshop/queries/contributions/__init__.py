"""What is read of contributions besides the snapshot."""

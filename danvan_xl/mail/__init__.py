"""Mail: forms out, returns in, reminders."""

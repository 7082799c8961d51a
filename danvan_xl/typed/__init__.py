"""What people type into our tables: rows found by their codes, cells read exactly, with a finding, or left blank with one."""

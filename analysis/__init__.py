"""What people say, counted: plain functions over tables and texts that know no web and no database."""

"""The service: a survey and a question form for newcomers, a panel that reads, a report that DUO compiles."""

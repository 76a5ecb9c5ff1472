"""Whether a page is an article at all, by everything that is known of it: features and a learned judge."""

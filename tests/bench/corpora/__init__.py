"""Made-up corpora with questions, written for this project, to measure and tune search on."""

"""What is known of languages: words, sentences, stems, times. Every room may use it."""

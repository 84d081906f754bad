"""How often recognition and matching are wrong: sentences nobody tuned on, spoken, disturbed, recognised, judged.

    sentences  --clips, corpus, leaks-->  sounds  --conditions, hearing, prepare-->  transcripts
    transcripts  --books, judging-->  evidence  --figures, bounds-->  tables  --report, plots, run-->  docs/validity.md

Run ``python -m benchmarks.validity`` in the checkout; docs/validity.md has the results and their limits.
"""

"""How often recognition and matching are wrong: sentences nobody tuned on, spoken, disturbed, recognised, judged.

    sentences  --clips-->  sound  --conditions-->  disturbed sound  --hearing-->  transcripts
    transcripts  --judging, rivals, slots, exams-->  outcomes  --bounds, report, plots-->  tables and plots

Run ``python -m benchmarks.validity`` in the checkout; docs/validity.md has the results and their limits.
"""

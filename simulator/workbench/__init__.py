"""What trainers see of their own files and what is written for them, pure: pictures of calls (``graph``, ``layers``,
``mermaid``, ``svg``), the search for what can be reached (``explore``), files from templates and tables
(``yaml_text``, ``drafts``, ``sheets``).
"""

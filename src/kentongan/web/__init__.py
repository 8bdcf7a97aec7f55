"""What both faces share: layout, words for codes, question fields, uploads, sealed sessions, headers."""

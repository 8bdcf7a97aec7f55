"""Kentongan: reports of wrongdoing and public complaints, handled by the signed SOP."""

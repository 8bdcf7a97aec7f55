"""Sample cases, to try the program and to measure it: reports that officers have carried to many steps. Never real.

* Everything is done by the services that the pages call, by the person whose step it is, with a time of its own.
* The code knows no agency: reports and texts are data beside the profile (`contoh/<service>.toml`), ways and persons
  follow from the SOP and the profile.
"""

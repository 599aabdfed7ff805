"""Judges telephone numbers by the package `phonenumbers`: a line each, with the number as it was given, whether it is valid
(or, for one without country code and of up to five digits, whether it is an emergency number), and as it is shown within
Vietnam."""

import sys

import phonenumbers

for text in sys.stdin.read().split():
    number = phonenumbers.parse(text, "VN")
    if len(text) <= 5:
        print(text, phonenumbers.is_emergency_number(text, "VN"), text)
    else:
        shown = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
        print(text, phonenumbers.is_valid_number(number), shown.replace(" ", "_"))

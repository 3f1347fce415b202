"""P01: a relative, or anybody who could pose as one: the buyer, his family, a trafficker.

One record a person, in the identity compartment. Whoever must not be contacted is the unsafe
list of the case: what leaves, and every field that names a receiver, guardian, consenter or
contact, is compared with what `tells` here (`actions.disclosure`).
"""

from __future__ import annotations

from rescueapp.forms.catalogue import blocks
from rescueapp.forms.schema import (
    Compartment,
    Field,
    Form,
    Is,
    Kind,
    Level,
    Section,
    Tells,
    Topic,
)

FORM = Form(
    key="relative",
    number="P01",
    title="Relative or other close person",
    version=1,
    topic=Topic.PERSON,
    compartment=Compartment.IDENTITY,
    archive_order=41,
    sections=(
        Section("family", "Who it is", blocks.FAMILY[:8]),
        Section("more", "Address and verification", blocks.FAMILY[8:]),
        Section(
            "unsafe",
            "What must be kept away",
            (
                Field(
                    "unsafe_names",
                    "Other names and nicknames, one a line",
                    Kind.LONG_TEXT,
                    Level.L4,
                    Compartment.IDENTITY,
                    personal=False,
                    max_length=500,
                    lines=2,
                    hint="Compared before anything about the person leaves the station.",
                    tells=Tells.NAME,
                ),
                Field(
                    "unsafe_numbers",
                    "Telephone numbers and accounts, one a line",
                    Kind.LONG_TEXT,
                    Level.L4,
                    Compartment.IDENTITY,
                    personal=False,
                    max_length=500,
                    lines=2,
                    hint="Theirs, and those they use of others.",
                    tells=Tells.NUMBER,
                ),
                Field(
                    "unsafe_addresses",
                    "Places where they are, one a line",
                    Kind.LONG_TEXT,
                    Level.L4,
                    Compartment.IDENTITY,
                    personal=False,
                    max_length=500,
                    lines=2,
                    tells=Tells.ADDRESS,
                ),
                Field(
                    "unsafe_organisations",
                    "Firms, shops and offices they have people in, one a line",
                    Kind.LONG_TEXT,
                    Level.L4,
                    Compartment.IDENTITY,
                    personal=False,
                    max_length=500,
                    lines=2,
                    tells=Tells.ORGANISATION,
                ),
                Field(
                    "unsafe_details",
                    "What else is known: car, habits, who asked after the person",
                    Kind.LONG_TEXT,
                    Level.L4,
                    Compartment.IDENTITY,
                    personal=False,
                    max_length=1000,
                    lines=2,
                    tells=Tells.ANY,
                ),
            ),
            when=Is("contact_forbidden", (True,)),
        ),
        Section(
            "contact",
            "Contact",
            (
                Field(
                    "contact_wish",
                    "The person wants contact with this relative",
                    Kind.CHOICE,
                    Level.L2,
                    Compartment.IDENTITY,
                    codes="L-wish",
                ),
                Field(
                    "will_collect",
                    "Can and will take the person in",
                    Kind.CHOICE,
                    Level.L2,
                    Compartment.IDENTITY,
                    codes="L-wish",
                    personal=False,
                ),
                Field(
                    "contacts",
                    "Contacts so far",
                    Kind.ROWS,
                    Level.L4,
                    Compartment.IDENTITY,
                    personal=False,
                    rows=(
                        Field(
                            "contacted_on",
                            "Date",
                            Kind.DATE,
                            Level.L4,
                            Compartment.IDENTITY,
                            personal=False,
                            not_future=True,
                        ),
                        Field(
                            "contacted_by",
                            "By whom",
                            Kind.TEXT,
                            Level.L4,
                            Compartment.IDENTITY,
                            personal=False,
                            max_length=60,
                        ),
                        Field(
                            "contact_outcome",
                            "Result",
                            Kind.CHOICE,
                            Level.L4,
                            Compartment.IDENTITY,
                            codes="L-contact-outcome",
                            personal=False,
                        ),
                        Field(
                            "contact_note",
                            "Remarks",
                            Kind.TEXT,
                            Level.L4,
                            Compartment.IDENTITY,
                            personal=False,
                        ),
                    ),
                ),
            ),
            folded=True,
            when=Is("contact_forbidden", (False,)),
        ),
    ),
)

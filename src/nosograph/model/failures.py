"""What can end a question or a command: each failure says what to do about it.

    NosographError
    ├── LibraryError    the release cannot be read
    ├── DirectoryError  the directory of doctors cannot be read
    ├── EditionError    an edition or a leaflet cannot be written
    ├── SettingsError   the site's settings are not understood
    ├── UnwritableError the place for a result cannot be written to
    ├── ValidatorError  what is to be validated cannot be read, or what validates is missing
    └── SourceError     a source file cannot be read or fetched
        └── TooLargeError   it is larger, or unpacks to more, than its bound

Rule. The message is for the person at the keyboard: what is wrong, where, and the remedy.
"""


class NosographError(Exception):
    """Anything that Nosograph gives up on for a reason that its user can mend."""


class LibraryError(NosographError):
    """The release is missing, damaged, or of another schema version."""


class SourceError(NosographError):
    """A source file is missing, damaged, not of the expected form, or could not be fetched."""


class DirectoryError(NosographError):
    """The directory of doctors is missing, damaged, or may not be served."""


class EditionError(NosographError):
    """An edition or a leaflet cannot be written: the place is taken, or a library is missing."""


class SettingsError(NosographError):
    """The settings of a site cannot be read, or say something that is not understood."""


class UnwritableError(NosographError):
    """The place for a result cannot be written to: the disk is full, read-only, or not ours."""


class TooLargeError(SourceError):
    """A source file is larger, or unpacks to more, than any honest one."""


class ValidatorError(NosographError):
    """What is to be validated cannot be read, or what validates it is not installed."""

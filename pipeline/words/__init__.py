"""Words: codes and parameters in, sentences in a person's language out.

The English templates stand in the modules of this room, one per subject; their translations in
`locales/<language>/LC_MESSAGES/<subject>.po`. Headings and dropdown labels are read back in every language.
"""

from pipeline.words.speaker import LANGUAGES, Speaker, code_of, normalised

__all__ = ["LANGUAGES", "Speaker", "code_of", "normalised"]

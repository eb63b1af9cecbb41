"""The options and settings that an author may write: on a fence, in a page's front matter, in `mkdocs.yml`.

In goes text and YAML that nobody trusts. Out come frozen dataclasses, and for everything that cannot be used a sentence
that says what to type.

The options of a site, a page and a fence are the same record, each laid over the one before:

    site  = read(Options(), settings, SITE, rules).options
    page  = read(site, front matter, PAGE, rules).options
    fence = read(page, header, FENCE, rules).options

`options.py` and `display.py` are the table: an option is one field of the record `Options`, declared with the kind of
its values, the levels where it may stand, a sentence of help and its default. To add an option, add that field and use
it; nothing else in this room or in the hosts needs to know it.

- `header`, `front_matter`, `settings`, `extension_settings`: read a fence, a page, and the settings of a site;
  `layers` lays one over another, within the `rules` of the site. `abilities` says what compilers cannot do.
- `near_miss`, `nearly_marked`, `other_words`, `means_output`, `front_matter_text`, `slips`, `meant`: find headers and
  front matter that are none or mark nothing, slips of the pen, and the word that was meant.
- `parsers`, `references`, `pattern`, `values`, `shell_words`, `from_yaml`: read values. `expectation`, `variants`,
  `highlighter`: kinds of values.
- `table`: how a field is declared to be an option.

Nothing here may read the code of a block, start a process, or write HTML. The one file that is opened is `mkdocs.yml`,
to find the lines of a prelude in it.
"""

"""Figures: every number that counts, measures, rates or prices something, with its measure.

numbers        printed numbers and their units; `numerals` are the words of numbers,
               `not_figures` says which count nothing
passages       blocks and table cells, each with the line that leads into its list
phrases        noun phrases and what is said of them
clauses        what a clause is about
measures       what a number counts, by one of several routes: `nouns` behind it, `subjects` before
               it, or `borrowed` from another figure
comparisons    qualifier, change, comparator
cues           the words beside a number that say how it stands (spaCy PhraseMatcher)
dating         which period of a sentence belongs to which of its figures
periods        printed dates and periods, in the form of `as_of`
vocabulary     the words of models/measures.toml
"""

from pipeline.extract.figures.find import find_figures

__all__ = ["find_figures"]

"""The yearly report to the committee: which tables, how each is counted, and what adds up.

Source: Annual Complaints Report 2007/08, sections 3 and 7 and Appendix 1, heading for heading.
"""

"""What every page of this program is made of: one style of colours and letters, one way of joining its scripts, one
policy, and the JavaScript that more than one page has (elements, the theme, what a browser keeps).
"""

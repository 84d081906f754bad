"""The vocabulary of the product: immutable types and nothing else.

Everything here is a frozen dataclass, an enumeration or a type alias.  No behaviour beyond what a value
says about itself, no input or output, and no imports from any other package of the project.
"""

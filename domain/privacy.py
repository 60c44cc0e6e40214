"""What must not be shown or stored: small counts, and what is certainly personal."""

FEWER = "fewer than {limit}"


def is_small(count: int, limit: int, whole: int | None = None) -> bool:
    """A count between 1 and `limit` - 1, or what is left of its whole, points at single people."""
    return 0 < count < limit or (whole is not None and 0 < whole - count < limit)


def small_count(count: int, limit: int, whole: int | None = None) -> str:
    """The count as channels and boards may see it. Where what is left is small the count itself stays unsaid too."""
    if not is_small(count, limit, whole):
        return str(count)
    if 0 < count < limit:
        return FEWER.format(limit=limit)
    return f"all but {FEWER.format(limit=limit)}"

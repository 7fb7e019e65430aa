"""Links to the applications of a phone: calling, writing, driving there."""

from urllib.parse import quote

from liciel_app.dossiers.queries.field_rows import Reach

Point = tuple[float, float]


def reach(phone: str, address: str, point: Point | None) -> Reach:
    """`road` opens a map on every phone and computer; `geo` (RFC 5870) the navigation application of the phone.

    >>> reach("06 12 34 56 78", "12 rue Neuve, 33000 Bordeaux", (44.84, -0.58)).geo
    'geo:44.84,-0.58?q=44.84,-0.58(12%20rue%20Neuve%2C%2033000%20Bordeaux)'
    """
    number = "".join(sign for sign in phone if sign in "+0123456789")
    there = f"{point[0]},{point[1]}" if point else ""
    named = quote(address, safe="")
    return Reach(
        call=f"tel:{number}" if number else "",
        text=f"sms:{number}" if number else "",
        road=f"https://www.google.com/maps/dir/?api=1&destination={there or named}",
        geo=f"geo:{there}?q={there}({named})" if there else f"geo:0,0?q={named}",
    )

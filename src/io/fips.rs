//! Names of the countries that FIPS 10-4 codes stand for, as GDELT uses them.
//!
//! Source: FIPS PUB 10-4 with its change notices (public domain), in the short names of everyday use. Written down from
//! memory of the list; a code that is not in it is shown as it stands.

/// The country's name; `None` for codes that are not known.
pub fn country(code: &str) -> Option<&'static str> {
    let code = code.trim();
    let pairs = COUNTRIES.split(';').filter_map(|pair| pair.trim().split_once(' '));
    pairs.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(code)).map(|(_, name)| name)
}

const COUNTRIES: &str = "\
AA Aruba;AC Antigua and Barbuda;AE United Arab Emirates;AF Afghanistan;AG Algeria;AJ Azerbaijan;AL Albania;AM Armenia;\
AN Andorra;AO Angola;AQ American Samoa;AR Argentina;AS Australia;AT Ashmore and Cartier Islands;AU Austria;AV Anguilla;\
AX Akrotiri;AY Antarctica;BA Bahrain;BB Barbados;BC Botswana;BD Bermuda;BE Belgium;BF Bahamas;BG Bangladesh;BH Belize;\
BK Bosnia-Herzegovina;BL Bolivia;BM Myanmar;BN Benin;BO Belarus;BP Solomon Islands;BR Brazil;BT Bhutan;BU Bulgaria;\
BV Bouvet Island;BX Brunei;BY Burundi;CA Canada;CB Cambodia;CD Chad;CE Sri Lanka;CF Republic of the Congo;\
CG Democratic Republic of the Congo;CH China;CI Chile;CJ Cayman Islands;CK Cocos Islands;CM Cameroon;CN Comoros;\
CO Colombia;CQ Northern Mariana Islands;CR Coral Sea Islands;CS Costa Rica;CT Central African Republic;CU Cuba;\
CV Cape Verde;CW Cook Islands;CY Cyprus;DA Denmark;DJ Djibouti;DO Dominica;DR Dominican Republic;DX Dhekelia;EC Ecuador;\
EG Egypt;EI Ireland;EK Equatorial Guinea;EN Estonia;ER Eritrea;ES El Salvador;ET Ethiopia;EU Europa Island;\
EZ Czech Republic;FG French Guiana;FI Finland;FJ Fiji;FK Falkland Islands;FM Micronesia;FO Faroe Islands;\
FP French Polynesia;FR France;FS French Southern and Antarctic Lands;GA Gambia;GB Gabon;GG Georgia;GH Ghana;GI Gibraltar;\
GJ Grenada;GK Guernsey;GL Greenland;GM Germany;GP Guadeloupe;GQ Guam;GR Greece;GT Guatemala;GV Guinea;GY Guyana;\
GZ Gaza Strip;HA Haiti;HK Hong Kong;HM Heard Island and McDonald Islands;HO Honduras;HR Croatia;HU Hungary;IC Iceland;\
ID Indonesia;IM Isle of Man;IN India;IO British Indian Ocean Territory;IP Clipperton Island;IR Iran;IS Israel;IT Italy;\
IV Côte d’Ivoire;IZ Iraq;JA Japan;JE Jersey;JM Jamaica;JN Jan Mayen;JO Jordan;JQ Johnston Atoll;KE Kenya;KG Kyrgyzstan;\
KN North Korea;KR Kiribati;KS South Korea;KT Christmas Island;KU Kuwait;KV Kosovo;KZ Kazakhstan;LA Laos;LE Lebanon;\
LG Latvia;LH Lithuania;LI Liberia;LO Slovakia;LS Liechtenstein;LT Lesotho;LU Luxembourg;LY Libya;MA Madagascar;\
MB Martinique;MC Macau;MD Moldova;MF Mayotte;MG Mongolia;MH Montserrat;MI Malawi;MJ Montenegro;MK North Macedonia;ML Mali;\
MN Monaco;MO Morocco;MP Mauritius;MR Mauritania;MT Malta;MU Oman;MV Maldives;MX Mexico;MY Malaysia;MZ Mozambique;\
NC New Caledonia;NE Niue;NF Norfolk Island;NG Niger;NH Vanuatu;NI Nigeria;NL Netherlands;NO Norway;NP Nepal;NR Nauru;\
NS Suriname;NT Netherlands Antilles;NU Nicaragua;NZ New Zealand;OD South Sudan;PA Paraguay;PC Pitcairn Islands;PE Peru;\
PF Paracel Islands;PG Spratly Islands;PK Pakistan;PL Poland;PM Panama;PO Portugal;PP Papua New Guinea;PS Palau;\
PU Guinea-Bissau;QA Qatar;RE Réunion;RI Serbia;RM Marshall Islands;RN Saint Martin;RO Romania;RP Philippines;\
RQ Puerto Rico;RS Russia;RW Rwanda;SA Saudi Arabia;SB Saint Pierre and Miquelon;SC Saint Kitts and Nevis;SE Seychelles;\
SF South Africa;SG Senegal;SH Saint Helena;SI Slovenia;SL Sierra Leone;SM San Marino;SN Singapore;SO Somalia;SP Spain;\
ST Saint Lucia;SU Sudan;SV Svalbard;SW Sweden;SX South Georgia and the South Sandwich Islands;SY Syria;SZ Switzerland;\
TB Saint Barthélemy;TD Trinidad and Tobago;TH Thailand;TI Tajikistan;TK Turks and Caicos Islands;TL Tokelau;TN Tonga;\
TO Togo;TP São Tomé and Príncipe;TS Tunisia;TT Timor-Leste;TU Turkey;TV Tuvalu;TW Taiwan;TX Turkmenistan;TZ Tanzania;\
UC Curaçao;UG Uganda;UK United Kingdom;UP Ukraine;US United States;UV Burkina Faso;UY Uruguay;UZ Uzbekistan;\
VC Saint Vincent and the Grenadines;VE Venezuela;VI British Virgin Islands;VM Vietnam;VQ United States Virgin Islands;\
VT Vatican City;WA Namibia;WE West Bank;WF Wallis and Futuna;WI Western Sahara;WQ Wake Island;WS Samoa;WZ Eswatini;\
YI Serbia and Montenegro;YM Yemen;ZA Zambia;ZI Zimbabwe";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_fips_are_not_those_of_iso() {
        assert_eq!(
            [country("AF"), country("PK"), country("AU")],
            [Some("Afghanistan"), Some("Pakistan"), Some("Austria")]
        );
        assert_eq!([country("zi"), country("XX"), country("")], [Some("Zimbabwe"), None, None]);
    }
}

//! The names that people give to columns, in the languages in which event tables are usually kept.

use std::sync::LazyLock;

use super::table_mapping::Field;

/// A name without case, accents, punctuation and the spellings that differ between keyboards: "N° d'Événement" is
/// `n_d_evenement`, `eventDate` is `event_date`.
pub fn plain_name(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut before = ' ';
    for c in name.trim().chars() {
        if c.is_uppercase() && before.is_lowercase() && !out.ends_with('_') {
            out.push('_');
        }
        before = c;
        for c in c.to_lowercase() {
            match plain_letter(c) {
                Some(c) if c.is_alphanumeric() => out.push(c),
                Some(_) if out.ends_with('_') || out.is_empty() => {}
                Some(_) => out.push('_'),
                None => {}
            }
        }
    }
    out.truncate(out.trim_end_matches('_').len());
    out
}

/// The field that a column of this plain name has, with how well: names that stand first in their list are surest.
pub fn field_named(plain: &str) -> impl Iterator<Item = (Field, usize)> {
    TABLE.iter().filter(move |entry| entry.name == plain).map(|entry| (entry.field, entry.rank))
}

/// The fields whose one-word names stand among the words of a longer plain name, from the surest on.
pub fn fields_within(plain: &str) -> impl Iterator<Item = Field> {
    let words: Vec<&str> = plain.split('_').collect();
    let found: Vec<Field> = TABLE
        .iter()
        .filter(|entry| {
            LOOSE.contains(&entry.field) && entry.name.len() > 2 && words.contains(&entry.name.as_str())
        })
        .map(|entry| entry.field)
        .collect();
    found.into_iter()
}

/// Whether a plain name speaks of when a row was written, not of when something happened.
pub fn is_bookkeeping(plain: &str) -> bool {
    let words = [
        "update",
        "updated",
        "upload",
        "uploaded",
        "created",
        "modified",
        "publication",
        "published",
        "publish",
        "entry",
        "reported",
        "access",
        "accessed",
        "retrieved",
        "verified",
    ];
    plain.split('_').any(|word| words.contains(&word))
}

/// Fields that are also found by one word of a longer name.
const LOOSE: [Field; 9] = [
    Field::Latitude,
    Field::Longitude,
    Field::Coordinates,
    Field::Date,
    Field::Fatalities,
    Field::Country,
    Field::Type,
    Field::Summary,
    Field::Place,
];

struct Entry {
    field: Field,
    name: String,
    rank: usize,
}

static TABLE: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let entries = NAMES.iter().flat_map(|(field, names)| {
        let names = names.split(',').map(plain_name).enumerate();
        names.filter(|(_, name)| !name.is_empty()).map(|(rank, name)| Entry { field: *field, name, rank })
    });
    entries.collect()
});

/// The letter without accent; of the Arabic letters that Persian and Urdu keyboards write differently one of each.
/// `None` for marks that are left out.
fn plain_letter(c: char) -> Option<char> {
    Some(match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        'ё' => 'е',
        'ي' | 'ى' | 'ئ' => 'ی',
        'ك' => 'ک',
        'أ' | 'إ' | 'آ' => 'ا',
        'ة' | 'ہ' | 'ۃ' => 'ه',
        // Short vowels, lengthening and accents that stand behind their letter.
        '\u{64b}'..='\u{652}' | '\u{640}' | '\u{300}'..='\u{36f}' => return None,
        other => other,
    })
}

/// English, French, Spanish, Portuguese, German, Arabic, Persian and Dari, Urdu, Russian and Ukrainian; the surest first.
const NAMES: [(Field, &str); 25] = [
    (
        Field::Id,
        "event id,incident id,id,identifier,eventid,record id,case id,case number,incident number,reference number,ref,reference,no,nr,uid,code,\
         identifiant,numéro,id del evento,identificador,número,المعرف,رقم الحادث,الرقم,رقم,شناسه,شناسه رویداد,نمبر شمار,شناختی نمبر,\
         идентификатор,номер,№,ідентифікатор",
    ),
    (
        Field::Title,
        "title,headline,event title,event name,name,subject,incident,titre,intitulé,nom,título,titulo,titular,nombre,nome,titel,العنوان,عنوان,عنوان الحدث,\
         سرخی,название,заголовок,назва",
    ),
    (
        Field::Date,
        "event date,incident date,date of incident,date of event,date of attack,attack date,date,start date,date start,startdate,start,begin,date begin,\
         from,date from,datetime,date time,date and time,start time,occurred,occurred on,date occurred,when,timestamp,\
         cuándo,fecha y hora,date de l'événement,date de l'incident,date début,date de début,début,fecha del evento,fecha del incidente,fecha de inicio,fecha inicio,fecha,inicio,\
         data do evento,data do incidente,data de início,data início,data,datum,تاريخ الحدث,تاريخ الحادث,التاريخ,تاريخ,تاریخ رویداد,تاریخ حادثه,تاریخ واقعہ,\
         تاریخ وقوعہ,تاریخ,дата события,дата инцидента,дата начала,дата,дата події,дата інциденту,дата початку",
    ),
    (
        Field::EndDate,
        "end date,date end,enddate,end,finish,to,date to,until,end time,date de fin,date fin,fin,fecha de fin,fecha fin,fecha final,data de fim,data fim,\
         data final,تاريخ النهاية,تاریخ پایان,تاریخ اختتام,дата окончания,дата конца,дата закінчення",
    ),
    (Field::Year, "year,iyear,event year,année,annee,año,ano,jahr,السنة,سنة,سال,год,рік"),
    (Field::Month, "month,imonth,event month,mois,mes,mês,monat,الشهر,شهر,ماه,مہینہ,месяц,місяць"),
    (Field::Day, "day,iday,event day,jour,día,dia,tag,اليوم,يوم,روز,دن,день"),
    (
        Field::Time,
        "event time,incident time,time of day,time of incident,time,hour,heure,hora,uhrzeit,الوقت,وقت,ساعت,время,час",
    ),
    (
        Field::Latitude,
        "latitude,lat,y,y coord,ycoord,y coordinate,coord y,point y,lat dd,latitude dd,gps latitude,gps lat,geo lat,centroid lat,latitud,breitengrad,\
         خط العرض,دائرة العرض,عرض جغرافیایی,عرض بلد,широта",
    ),
    (
        Field::Longitude,
        "longitude,lon,lng,long,x,x coord,xcoord,x coordinate,coord x,point x,lon dd,long dd,longitude dd,gps longitude,gps lon,gps long,geo lon,geo long,\
         centroid lon,longitud,längengrad,خط الطول,طول جغرافیایی,طول بلد,долгота,довгота",
    ),
    (
        Field::Coordinates,
        "coordinates,coordinate,coords,lat lon,latlon,lat long,latlong,lat lng,latlng,latitude longitude,location coordinates,gps,gps coordinates,geolocation,\
         geo,geopoint,coordonnées,coordonnées gps,coordenadas,koordinaten,الإحداثيات,إحداثيات,مختصات,координаты,координати",
    ),
    (
        Field::Place,
        "place,location,place name,location name,town,city,village,settlement,locality,site,where,address,area,lieu,localité,ville,endroit,lugar,localidad,\
         ubicación,ciudad,local,localidade,cidade,ort,المكان,الموقع,المدينة,مكان,محل,محل رویداد,مکان,جگہ,مقام,شہر,место,местоположение,город,\
         населенный пункт,місце,місто,населений пункт",
    ),
    (
        Field::Admin1,
        "admin1,admin 1,adm1,adm 1,province,state,governorate,region,oblast,provstate,gouvernorat,région,wilaya,provincia,departamento,estado,região,\
         المحافظة,محافظة,الولاية,الإقليم,ولایت,استان,صوبہ,область,регион,провинция,регіон",
    ),
    (
        Field::Admin2,
        "admin2,admin 2,adm2,adm 2,district,county,municipality,département,commune,municipio,município,distrito,cantón,المديرية,القضاء,المنطقة,ولسوالی,\
         شهرستان,ضلع,район",
    ),
    (
        Field::Country,
        "country,country name,country txt,nation,pays,país,land,الدولة,البلد,بلد,کشور,ملک,страна,країна",
    ),
    (
        Field::Type,
        "event type,incident type,type of event,type of incident,attack type,type of attack,type,category,kind,incident category,type d'événement,\
         type d'incident,catégorie,tipo de evento,tipo de incidente,tipo,categoría,categoria,art,نوع الحدث,نوع الحادث,النوع,نوع,نوع رویداد,نوع حادثه,\
         واقعے کی قسم,قسم,тип события,тип инцидента,тип,категория,тип події,категорія",
    ),
    (
        Field::SubType,
        "sub event type,subtype,sub type,subcategory,sub category,sous type,sous catégorie,subtipo,subcategoría,подтип,підтип",
    ),
    (
        Field::Actor1,
        "actor1,actor 1,side a,actor,actors,perpetrator,perpetrators,attacker,perpetrator group,group,responsible,party,party a,quién,acteur,auteur,groupe,actor armado,\
         perpetrador,responsable,grupo,autor,ator,الجهة الفاعلة,الفاعل,المنفذ,عامل,عاملان,گروه,حملہ آور,گروہ,исполнитель,сторона,сторона а,виконавець",
    ),
    (
        Field::Actor2,
        "actor2,actor 2,side b,target,targets,victim,victim group,party b,cible,victime,objetivo,víctima,alvo,vítima,الهدف,هدف,نشانہ,цель,сторона б,ціль",
    ),
    (
        Field::Fatalities,
        "fatalities,killed,deaths,total killed,total deaths,number killed,people killed,deaths best,best,best estimate,fatalities best,nkill,dead,death toll,\
         morts,décès,tués,nombre de morts,muertos,muertes,fallecidos,víctimas mortales,asesinados,mortos,mortes,tote,القتلى,قتلى,عدد القتلى,الوفيات,\
         کشته شدگان,کشته ها,کشته,تعداد کشته شدگان,جان باختگان,ہلاکتیں,ہلاک,ہلاک شدگان,اموات,جاں بحق,погибшие,погибших,убитые,убито,погибло,\
         число погибших,загиблі,загиблих,загинуло,вбито",
    ),
    (
        Field::FatalitiesLow,
        "fatalities low,deaths low,killed low,low,low estimate,min killed,killed min,minimum killed,fatalities min,deaths min,minimum,min,minimum deaths",
    ),
    (
        Field::FatalitiesHigh,
        "fatalities high,deaths high,killed high,high,high estimate,max killed,killed max,maximum killed,fatalities max,deaths max,maximum,max,maximum deaths",
    ),
    (
        Field::Source,
        "source,sources,source name,news source,publisher,media,outlet,reported by,fuente,fuentes,fonte,fontes,quelle,المصدر,مصدر,منبع,ذریعہ,ماخذ,источник,\
         источники,джерело,джерела",
    ),
    (
        Field::Summary,
        "description,summary,event description,incident description,notes,note,details,narrative,text,comments,comment,remarks,what happened,descripción,relato,resumen,\
         notas,detalles,résumé,détails,descrição,resumo,detalhes,beschreibung,الوصف,وصف,التفاصيل,ملخص,ملاحظات,شرح,توضیحات,شرح رویداد,خلاصہ,تفصیل,\
         تفصیلات,описание,подробности,примечания,опис,подробиці,примітки",
    ),
    (
        Field::Link,
        "url,link,links,source url,source link,news link,web link,website,href,enlace,vínculo,lien,ligação,الرابط,رابط,لینک,پیوند,لنک,ربط,ссылка,посилання",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn best(name: &str) -> Option<Field> {
        field_named(&plain_name(name)).min_by_key(|(_, rank)| *rank).map(|(field, _)| field)
    }

    #[test]
    fn names_are_known_in_any_writing_and_language() {
        let cases = [
            ("Event Date", Field::Date),
            ("eventDate", Field::Date),
            ("DATE_OF_INCIDENT", Field::Date),
            ("Date de l’événement", Field::Date),
            ("Fecha del evento", Field::Date),
            ("Año", Field::Year),
            ("Mês", Field::Month),
            ("التاريخ", Field::Date),
            ("تاریخ واقعہ", Field::Date),
            ("Дата события", Field::Date),
            ("Дата події", Field::Date),
            ("Широта", Field::Latitude),
            ("خط الطول", Field::Longitude),
            ("عرض بلد", Field::Latitude),
            ("Nombre de morts", Field::Fatalities),
            ("Víctimas mortales", Field::Fatalities),
            ("عدد القتلى", Field::Fatalities),
            ("ہلاکتیں", Field::Fatalities),
            ("Загиблі", Field::Fatalities),
            ("Населённый пункт", Field::Place),
            ("صوبہ", Field::Admin1),
            ("ضلع", Field::Admin2),
            ("País", Field::Country),
            ("Lien", Field::Link),
        ];
        for (name, field) in cases {
            assert_eq!(best(name), Some(field), "{name}: {}", plain_name(name));
        }
        assert_eq!(best("temperature"), None);
    }

    #[test]
    fn one_word_of_a_longer_name_may_tell() {
        let within = |name: &str| fields_within(&plain_name(name)).next();
        assert_eq!(within("Location Latitude"), Some(Field::Latitude));
        assert_eq!(within("Date of the shelling"), Some(Field::Date));
        assert_eq!(within("Civilians killed (verified)"), Some(Field::Fatalities));
        assert_eq!(within("updater"), None);
        assert!(is_bookkeeping("date_updated") && !is_bookkeeping("event_date"));
    }
}

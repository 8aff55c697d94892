//! Columns are understood by name and value.

use super::*;

fn of(text: &str) -> Guess {
    guess(&sample(&Head { bytes: text.into(), whole: true, ..Head::default() }).unwrap())
}

/// `field=column` of every field that was understood.
fn columns(text: &str) -> String {
    let mapping = of(text).mapping;
    mapping.columns.iter().map(|(f, name)| format!("{}={name}", f.id())).collect::<Vec<_>>().join(" ")
}

#[test]
fn usual_names_in_many_languages() {
    let spanish = "Fecha;Municipio;Departamento;Latitud;Longitud;Tipo;Muertos;Descripción\n11/10/2025;Tibú;Norte;8,6;-72,7;Ataque;2;x\n";
    assert_eq!(
        columns(spanish),
        "date=Fecha latitude=Latitud longitude=Longitud admin1=Departamento admin2=Municipio type=Tipo fatalities=Muertos summary=Descripción"
    );
    let russian = "Дата,Место,Широта,Долгота,Погибшие\n11.10.2025,Харьков,49.9,36.2,1\n";
    assert_eq!(
        columns(russian),
        "date=Дата latitude=Широта longitude=Долгота place=Место fatalities=Погибшие"
    );
    let urdu = "تاریخ,ضلع,صوبہ,ہلاکتیں,تفصیل\n11 اکتوبر 2025,کرم,خیبر پختونخوا,3,حملہ\n";
    assert_eq!(columns(urdu), "date=تاریخ admin1=صوبہ admin2=ضلع fatalities=ہلاکتیں summary=تفصیل");
    let arabic = "التاريخ,المدينة,خط العرض,خط الطول,القتلى\n11 أكتوبر 2025,حلب,36.2,37.1,3\n";
    assert_eq!(
        columns(arabic),
        "date=التاريخ latitude=خط العرض longitude=خط الطول place=المدينة fatalities=القتلى"
    );
    let french = "Année,Mois,Jour,Lieu,Nombre de morts\n2025,octobre,11,Gao,2\n";
    assert_eq!(columns(french), "year=Année month=Mois day=Jour place=Lieu fatalities=Nombre de morts");
}

#[test]
fn values_say_no_where_a_name_says_yes() {
    // "data" is a date in Portuguese and anything else in English; "to" is a place here.
    assert_eq!(columns("data,to,date reported,happened\nabc,Kabul,2025-10-12,2025-10-11\n"), "date=happened");
    assert_eq!(columns("x,y,name\nred,blue,A\n"), "title=name");
}

#[test]
fn columns_without_usual_names_are_found_by_their_values() {
    assert_eq!(
        columns("a,b,c\n7,11 October 2025,\"33.9, 70.1\"\n8,12 October 2025,\"33.8, 70.2\"\n"),
        "date=b coordinates=c"
    );
    assert_eq!(
        columns("when,location,,\n2025-10-11,Kurram,33.912,70.123\n"),
        "date=when latitude=#3 longitude=#4 place=location"
    );
    assert_eq!(columns("date,location\n2025-10-11,\"33.9, 70.1\"\n"), "date=date coordinates=location");
}

#[test]
fn the_order_of_day_and_month_is_told_by_the_whole_column_and_said() {
    let american = of("date,place\n03/04/2025,a\n10/25/2025,b\n");
    assert_eq!(american.mapping.day_order, DayOrder::MonthFirst);
    assert_eq!(american.notes, ["Dates put the month first, as 10/25/2025 shows."]);
    assert_eq!(of("date,place\n25/10/2025,a\n03/04/2025,b\n").mapping.day_order, DayOrder::DayFirst);
}

#[test]
fn columns_that_hold_each_others_coordinates_are_turned_round() {
    let turned = of("date,latitude,longitude\n2025-10-11,101.1,33.9\n2025-10-12,102.2,33.8\n");
    assert_eq!(turned.mapping.columns.get(&Field::Latitude).unwrap(), "longitude");
    assert!(turned.notes[0].contains("the other way round"), "{:?}", turned.notes);
    let right = of("date,latitude,longitude\n2025-10-11,33.9,101.1\n");
    assert_eq!(right.mapping.columns.get(&Field::Latitude).unwrap(), "latitude");
    let pairs = of("date,coordinates\n2025-10-11,\"101.1, 33.9\"\n");
    assert_eq!(pairs.mapping.pair, Pair::LongitudeFirst);
    assert_eq!(columns("date,X,Y\n2025-10-11,70.1,33.9\n"), "date=date latitude=Y longitude=X");
}

#[test]
fn tags_tell_columns_whatever_their_names() {
    let text = "wann,wo,b,l\n#date+start,#loc+name,#geo+lat,#geo+lon\n2025-10-11,Kurram,33.9,70.1\n";
    assert_eq!(columns(text), "date=wann latitude=b longitude=l place=wo");
}

#[test]
fn tables_that_tell_of_no_events_are_not_claimed() {
    let understood = |text: &str| understood(&Head { bytes: text.into(), whole: true, ..Head::default() });
    assert_eq!(understood("city,temperature\nKabul,21\n"), 0);
    assert_eq!(understood("country,year,population\nPakistan,2020,220\n"), 0);
    assert_eq!(understood("country,month,year,events\nPakistan,October,2020,220\n"), 0);
    assert_eq!(understood("date,price\n"), 0);
    assert_eq!(understood("date,place\n2025-10-11,Kurram\n"), 2);
    assert_eq!(understood(r#"[{"when":"2025-10-11","lat":33.9,"lng":70.1}]"#), 3);
}

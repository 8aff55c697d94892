//! Between the layout's positions (f64) and egui's (f32), in one place.

use egui::{Pos2, Rect, Vec2, pos2, vec2};

use crate::plot::{Frame, Spot};

/// For painting only.
#[expect(clippy::cast_possible_truncation, reason = "screen positions need no more than an f32")]
pub fn f32_of(value: f64) -> f32 {
    value as f32
}

/// A layout position as egui's.
pub fn pos(at: Spot) -> Pos2 {
    pos2(f32_of(at.x), f32_of(at.y))
}

/// A layout position as a shift.
pub fn shift(by: Spot) -> Vec2 {
    vec2(f32_of(by.x), f32_of(by.y))
}

/// A layout rectangle as egui's.
pub fn rect(frame: &Frame) -> Rect {
    Rect::from_min_max(pos(frame.min), pos(frame.max))
}

/// egui's position as the layout's.
pub fn spot(at: Pos2) -> Spot {
    Spot::new(f64::from(at.x), f64::from(at.y))
}

/// egui's rectangle as the layout's.
pub fn frame(rect: Rect) -> Frame {
    Frame { min: spot(rect.min), max: spot(rect.max) }
}

/// A number as people read it: "1,234".
pub fn grouped(n: u32) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A count in little room: "999", "1.2k", "15k", "2M".
pub fn compact(n: u32) -> String {
    match n {
        0..=999 => n.to_string(),
        1_000..=9_999 => format!("{}.{}k", n / 1000, n % 1000 / 100),
        10_000..=999_999 => format!("{}k", n / 1000),
        _ => format!("{}M", n / 1_000_000),
    }
}

/// "1 event", "1,234 events".
pub fn events(n: u32) -> String {
    if n == 1 { "1 event".to_owned() } else { format!("{} events", grouped(n)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(
            ["0", "999", "1,000", "1,234,567"],
            [0, 999, 1000, 1_234_567].map(grouped).each_ref().map(String::as_str)
        );
        assert_eq!(
            ["999", "1.2k", "15k", "2M"],
            [999, 1290, 15_999, 2_000_000].map(compact).each_ref().map(String::as_str)
        );
        assert_eq!((events(1).as_str(), events(0).as_str()), ("1 event", "0 events"));
    }
}

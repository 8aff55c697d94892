//! The window's icon, drawn by numbers: an octilinear border with an incident on it.

/// Side in pixels.
const SIDE: usize = 64;
const GROUND: [u8; 4] = [0x17, 0x1B, 0x20, 0xFF];
const LINE: [u8; 4] = [0xE0, 0xB5, 0x6A, 0xFF];
const DOT: [u8; 4] = [0xEB, 0x6B, 0x0C, 0xFF];
const CLEAR: [u8; 4] = [0; 4];
/// The border's bends in pixels.
const BENDS: [[f32; 2]; 5] = [[8.0, 52.0], [22.0, 52.0], [34.0, 40.0], [34.0, 24.0], [50.0, 8.0]];

/// The icon.
pub fn icon() -> egui::IconData {
    let mut rgba = Vec::with_capacity(SIDE * SIDE * 4);
    for y in 0..64_u8 {
        for x in 0..64_u8 {
            rgba.extend_from_slice(&pixel([f32::from(x) + 0.5, f32::from(y) + 0.5]));
        }
    }
    egui::IconData { rgba, width: 64, height: 64 }
}

fn pixel(p: [f32; 2]) -> [u8; 4] {
    let [dx, dy] = p.map(|v| ((v - 32.0).abs() - 20.0).max(0.0));
    if dx.hypot(dy) > 12.0 {
        return CLEAR;
    }
    if (p[0] - 34.0).hypot(p[1] - 32.0) < 9.0 {
        return DOT;
    }
    let near = BENDS.iter().zip(BENDS.iter().skip(1)).any(|(a, b)| distance(p, *a, *b) < 3.0);
    if near { LINE } else { GROUND }
}

fn distance(p: [f32; 2], a: [f32; 2], b: [f32; 2]) -> f32 {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let t = (((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
    (p[0] - a[0] - t * dx).hypot(p[1] - a[1] - t * dy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_icon_has_a_line_and_a_dot_on_its_ground() {
        let icon = icon();
        assert_eq!(icon.rgba.len(), SIDE * SIDE * 4);
        for colour in [GROUND, LINE, DOT, CLEAR] {
            assert!(icon.rgba.chunks_exact(4).any(|p| p == colour), "{colour:?} is missing");
        }
    }
}

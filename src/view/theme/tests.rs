//! The palette is measured: eyes that cannot tell red from green must tell the kinds apart.

use super::*;

type Rgb = [f64; 3];

// Machado, Oliveira, Fernandes 2009, "A Physiologically-based Model for Simulation of Color Vision Deficiency",
// severity 1.0, on linear RGB.
const SEEN: [(&str, [Rgb; 3]); 3] = [
    ("normal", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "deuteranopia",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "protanopia",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
];

fn linear(colour: Color32) -> Rgb {
    [colour.r(), colour.g(), colour.b()].map(|v| {
        let v = f64::from(v) / 255.0;
        if v <= 0.040_45 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
    })
}

fn times(m: &[Rgb; 3], v: Rgb) -> Rgb {
    m.map(|row| (0..3).map(|i| row[i] * v[i]).sum())
}

// Ottosson 2020, "A perceptual color space for image processing".
fn oklab(rgb: Rgb) -> Rgb {
    let lms = times(
        &[
            [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
            [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
            [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
        ],
        rgb.map(|v| v.max(0.0)),
    );
    times(
        &[
            [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
            [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
            [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
        ],
        lms.map(f64::cbrt),
    )
}

fn distance(a: Rgb, b: Rgb) -> f64 {
    (0..3).map(|i| (a[i] - b[i]).powi(2)).sum::<f64>().sqrt()
}

fn luminance(colour: Color32) -> f64 {
    let [r, g, b] = linear(colour);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// Contrast by WCAG 2: 1 to 21.
fn contrast(a: Color32, b: Color32) -> f64 {
    let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
    a.max(b) / a.min(b)
}

/// Both themes with kinds as the colours of marks, and with files.
fn all_marks() -> [&'static Theme; 4] {
    [&super::DARK, &super::LIGHT, &super::DARK_FILES, &super::LIGHT_FILES]
}

#[test]
fn colour_blind_readers_tell_every_pair_of_kinds_apart() {
    for theme in all_marks() {
        for (eyes, matrix) in &SEEN {
            let seen = theme.kinds.map(|c| oklab(times(matrix, linear(c))));
            for i in 0..8 {
                for j in 0..i {
                    let d = distance(seen[i], seen[j]);
                    assert!(d > 0.10, "dark {}, {eyes}: kinds {j} and {i} are {d:.3} apart", theme.dark);
                }
            }
        }
    }
}

#[test]
fn kinds_stand_out_from_the_canvas_and_text_can_be_read() {
    for theme in all_marks() {
        for kind in theme.kinds {
            assert!(contrast(kind, theme.canvas) > 2.4, "{kind:?}");
        }
        for ground in [theme.panel, theme.canvas, theme.raised] {
            assert!(contrast(theme.ink, ground) > 7.0);
            assert!(contrast(theme.ink_weak, ground) > 4.4, "{:?} on {ground:?}", theme.ink_weak);
            assert!(contrast(theme.accent, ground) > 4.4);
            assert!(contrast(theme.warning, ground) > 4.4);
        }
        for land in [theme.land_a, theme.land_b, theme.land_other] {
            assert!(contrast(theme.label, land) > 4.4);
        }
    }
}

#[test]
fn neither_country_weighs_more_and_neither_is_red() {
    for theme in [Theme::dark(), Theme::light()] {
        let (a, b) = (oklab(linear(theme.land_a)), oklab(linear(theme.land_b)));
        assert!((a[0] - b[0]).abs() < 0.02, "lightness {:.3} and {:.3}", a[0], b[0]);
        let chroma = |c: Rgb| c[1].hypot(c[2]);
        assert!((chroma(a) - chroma(b)).abs() < 0.02, "chroma {:.3} and {:.3}", chroma(a), chroma(b));
        // Red hues have a far larger a* than b*.
        assert!(a[1] < 0.03 && b[1] < 0.03);
    }
}

#[test]
fn ink_upon_a_kind_can_be_read() {
    for theme in all_marks() {
        for kind in theme.kinds {
            assert!(contrast(theme.ink_on(kind), kind) > 2.9, "{kind:?}");
        }
    }
}

//! Nested lists of numbers, read without recursion and without giving up on the whole for one number.

use super::gathering::Raw;

/// What the walk over nested lists meets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Met {
    /// A number; NaN for what is none.
    Number(f64),
    /// A list of this depth ends, the outermost being 1.
    End(usize),
}

/// Walks over a text of nested lists at most `levels` deep; `None` where they are deeper or brackets do not match.
pub(super) fn walk(text: &str, levels: usize, met: &mut dyn FnMut(Met)) -> Option<()> {
    let (mut depth, mut start) = (0_usize, None);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' => {
                depth += 1;
                if depth > levels {
                    return None;
                }
            }
            b']' | b',' | b' ' | b'\n' | b'\r' | b'\t' => {
                if let Some(start) = start.take() {
                    met(Met::Number(text.get(start..at)?.parse().unwrap_or(f64::NAN)));
                }
                if byte == b']' {
                    met(Met::End(depth));
                    depth = depth.checked_sub(1)?;
                }
            }
            _ => {
                let _ = start.get_or_insert(at);
            }
        }
    }
    (depth == 0).then_some(())
}

/// Polygons of rings of `(longitude, latitude)` pairs; lists with fewer levels stand for the one innermost part that
/// they are. `levels`: 1 for one position, 2 for a list of positions, up to 4.
pub(super) fn polygons(text: &str, levels: usize) -> Option<Vec<Vec<Raw>>> {
    let (mut all, mut polygon, mut ring) = (Vec::new(), Vec::new(), Vec::new());
    let mut position = (f64::NAN, f64::NAN);
    let mut count = 0;
    let done = walk(text, levels, &mut |met| match met {
        Met::Number(number) => {
            count += 1;
            match count {
                1 => position.0 = number,
                2 => position.1 = number,
                // Heights.
                _ => {}
            }
        }
        Met::End(depth) if depth == levels => {
            if count > 0 {
                ring.push(position);
            }
            position = (f64::NAN, f64::NAN);
            count = 0;
        }
        Met::End(depth) if depth + 1 == levels => polygon.push(std::mem::take(&mut ring)),
        Met::End(depth) if depth + 2 == levels => all.push(std::mem::take(&mut polygon)),
        Met::End(_) => {}
    });
    done?;
    if !ring.is_empty() {
        polygon.push(ring);
    }
    if !polygon.is_empty() {
        all.push(polygon);
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rings_keep_their_order_and_a_bad_number_is_only_its_own_fault() {
        assert_eq!(polygons("[70, 33, 5]", 1).unwrap(), [[[(70.0, 33.0)]]]);
        assert_eq!(polygons("[[1,2],[3,4]]", 2).unwrap(), [[[(1.0, 2.0), (3.0, 4.0)]]]);
        let two = polygons("[[[[1,2],[3,4]],[[5,6]]],[[[7,8]]]]", 4).unwrap();
        assert_eq!((two.len(), two[0].len(), two[0][1].as_slice()), (2, 2, [(5.0, 6.0)].as_slice()));
        let bad = polygons("[[1,2],[x,4],[1e999,0]]", 2).unwrap();
        assert!(bad[0][0][1].0.is_nan() && bad[0][0][2].0.is_infinite());
        for wrong in ["[[[1]]]", "[[1,2]", "]", "[[1,2]]]"] {
            assert!(polygons(wrong, 2).is_none(), "{wrong}");
        }
        assert!(polygons(&"[".repeat(100_000), 4).is_none());
    }
}
